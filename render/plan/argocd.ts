import { distinctKinds, type Kind } from '../catalog/catalog.ts'
import type { Manifest } from '../component/manifest.ts'
import {
  argocdNamespace,
  type Cluster,
  type Environment,
  IN_CLUSTER,
  qualifiedName,
} from '../environment/environment.ts'
import type { Fleet } from '../environment/schema.ts'

/**
 * Five tries within three minutes, each with the newest commit: without `refresh` a failing sync goes on with the
 * commit it began with, and a revert that would fix it waits.
 */
const retry = { limit: 5, refresh: true, backoff: { duration: '5s', factor: 2, maxDuration: '1m' } }

/**
 * The Application that keeps one environment as its overlay says.
 *
 * With `retain` it has no finalizer: removing it leaves everything in the cluster.
 */
export const planApplication = (environment: Environment, fleet: Fleet, cluster: Cluster): Manifest => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: {
    name: qualifiedName(fleet, environment.name),
    namespace: argocdNamespace(cluster),
    // By which Argo CD's notifications know whom to report on.
    labels: { 'app.kubernetes.io/part-of': fleet.system },
    // With the overlay alone (`.`) a change in base would not be noticed.
    annotations: { 'argocd.argoproj.io/manifest-generate-paths': '.;/base' },
    ...(!environment.retain && { finalizers: ['resources-finalizer.argocd.argoproj.io'] }),
  },
  spec: {
    project: qualifiedName(fleet, environment.name),
    source: {
      repoURL: fleet.repository,
      targetRevision: environment.revision,
      path: `overlays/${environment.name}`,
    },
    destination: { server: cluster.server, namespace: environment.namespace },
    syncPolicy: {
      ...(environment.sync.automated && {
        automated: { prune: environment.sync.prune, selfHeal: environment.sync.selfHeal },
      }),
      syncOptions: ['PruneLast=true', 'ServerSideApply=true'],
      retry,
    },
  },
})

/** Kinds that controllers make: Argo CD shows them and their logs only if the project allows them. */
const CHILDREN: readonly Kind[] = [
  { group: '', kind: 'Pod' },
  { group: 'apps', kind: 'ControllerRevision' },
  { group: 'apps', kind: 'ReplicaSet' },
  { group: 'discovery.k8s.io', kind: 'EndpointSlice' },
]

/** The AppProject of one environment: this repository, this namespace, exactly the kinds that base can bring. */
export function planProject(
  environment: Environment,
  fleet: Fleet,
  cluster: Cluster,
  kinds: readonly Kind[],
): Manifest {
  const namespaced = kinds.filter(({ kind }) => kind !== 'Namespace')
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: {
      name: qualifiedName(fleet, environment.name),
      namespace: argocdNamespace(cluster),
      // Made before the Application, and removed only after it: an Application without its project can't be deleted.
      annotations: { 'argocd.argoproj.io/sync-wave': '-1' },
    },
    spec: {
      sourceRepos: [fleet.repository],
      destinations: [{ server: cluster.server, namespace: environment.namespace }],
      clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: environment.namespace }],
      namespaceResourceWhitelist: distinctKinds([...namespaced, ...CHILDREN]),
    },
  }
}

/** The app of apps of a cluster and its AppProject, which may do nothing but make Applications and AppProjects. */
export function planRoot(name: string, cluster: Cluster, fleet: Fleet): Manifest[] {
  const metadata = { name: `root-${name}`, namespace: argocdNamespace(cluster) }
  // Applications live where Argo CD runs, even if what they deploy lives elsewhere.
  const destination = { server: IN_CLUSTER, namespace: metadata.namespace }
  return [
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata,
      spec: {
        sourceRepos: [fleet.repository],
        destinations: [destination],
        clusterResourceWhitelist: [],
        namespaceResourceWhitelist: [
          { group: 'argoproj.io', kind: 'AppProject' },
          { group: 'argoproj.io', kind: 'Application' },
        ],
      },
    },
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata,
      spec: {
        project: metadata.name,
        source: {
          repoURL: fleet.repository,
          targetRevision: 'main',
          // Not apps/NAME/environments: git keeps no empty folder, and without the folder the last environment
          // of a cluster could never be removed.
          path: `apps/${name}`,
          directory: { recurse: true, include: 'environments/*.yaml' },
        },
        destination,
        syncPolicy: {
          automated: { prune: true, selfHeal: true, allowEmpty: true },
          syncOptions: ['ServerSideApply=true'],
          retry,
        },
      },
    },
  ]
}
