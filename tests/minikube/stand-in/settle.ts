import type { KubernetesApi, Stored } from '../../support/kubernetes-api.ts'

/** The cluster, and the environment's Application, which needs a Secret to become healthy. */
export interface Arriving {
  readonly cluster: string
  readonly application: string
  readonly secret?: string
}

/** What the controllers of a cluster make of what was applied: pods become ready, Argo CD syncs. */
export function settle(api: KubernetesApi, canRun: (image: string) => boolean, arriving: Arriving): void {
  for (const [path, object] of api.objects)
    if (['Deployment', 'StatefulSet'].includes(object.kind)) api.objects.set(path, rolledOut(object, canRun))
  if (api.find('Deployment', 'argocd-server'))
    api.put({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'argocd-initial-admin-secret', namespace: 'argocd' },
      data: { password: Buffer.from('first-password').toString('base64') },
    })
  const root = api.find('Application', `root-${arriving.cluster}`)
  if (root) sync(api, root, arriving)
}

function rolledOut(object: Stored, canRun: (image: string) => boolean): Stored {
  const images: string[] = object['spec'].template.spec.containers.map(
    ({ image }: { image: string }) => image,
  )
  const ready = images.every(canRun) ? 1 : 0
  return {
    ...object,
    status: { observedGeneration: object.metadata.generation, updatedReplicas: 1, readyReplicas: ready },
  }
}

/** Of a cluster's git server, Argo CD sees the commit that the server's image is named after. */
function sync(api: KubernetesApi, root: Stored, { cluster, application, secret }: Arriving): void {
  const url: string = root['spec'].source.repoURL
  const image: string = api.find('Deployment', 'git-server')?.['spec'].template.spec.containers[0].image ?? ''
  const revision = url.startsWith('git:') ? image.split(':')[1] : 'f'.repeat(40)
  for (const name of [`root-${cluster}`, application]) {
    const before = api.find('Application', name)
    const secrets = secret === undefined || api.find('Secret', secret) !== undefined
    api.put({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name, namespace: 'argocd', ...before?.metadata },
      spec: before?.['spec'] ?? { source: { repoURL: url } },
      status: {
        sync: { status: 'Synced', revision },
        health: { status: secrets ? 'Healthy' : 'Degraded' },
      },
    })
  }
}
