import { kubernetesSchemas } from '../../render/repository/kubernetes-schemas.ts'
import { profile, recordIdentity, recordStart } from '../cluster.ts'
import { ADDONS, CNI, CPUS, DISK_GB } from '../pins.ts'
import { describe } from '../repository.ts'
import { done, due, type Step } from '../step.ts'
import { minikube } from '../world.ts'

/** Minikube's cluster. */
export const cluster: Step = {
  name: 'cluster',
  check: async (world) => {
    const found = await profile(world)
    if (!found?.running) return due(found ? 'stopped' : 'none yet')
    await recordIdentity(world)
    const wanted = kubernetesOf(describe(world.root, world.target).cluster.kubernetes)
    const other = [
      ...(found.kubernetes === wanted ? [] : [`Kubernetes ${found.kubernetes}, expected ${wanted}`]),
      ...(found.cni === CNI ? [] : [`network "${found.cni}", which may enforce no network policies`]),
    ]
    return done(['runs', ...other].join('; '))
  },
  actions: async (world) => {
    const isNew = (await profile(world)) === undefined
    const { kubernetes } = describe(world.root, world.target).cluster
    const start = minikube(
      world,
      ...['start', '--driver', 'docker', '--cni', CNI, '--kubernetes-version', kubernetesOf(kubernetes)],
      ...['--cpus', String(CPUS), '--memory', `${world.options.memory}g`, '--disk-size', `${DISK_GB}g`],
    )
    return [
      {
        show: start.show,
        run: async () => {
          if (isNew) recordStart(world)
          await start.run()
          await recordIdentity(world)
        },
      },
    ]
  },
}

/** The release of a minor that `validate` checks against. */
export function kubernetesOf(minor: string): string {
  const source = kubernetesSchemas(minor)?.sources.find(({ module }) => module === 'k8s.io/kubernetes')
  return source?.version ?? `v${minor}`
}

/** An Ingress controller, and metrics for the autoscalers. */
export const addons: Step = {
  name: 'addons',
  needs: ['cluster'],
  check: async (world) => {
    const text = await world.minikube('addons', 'list', '--output', 'json')
    const listed = JSON.parse(text) as Record<string, { readonly Status?: string }>
    const missing = ADDONS.filter((name) => listed[name]?.Status !== 'enabled')
    return missing.length === 0 ? done(ADDONS.join(', ')) : due(`without ${missing.join(', ')}`)
  },
  actions: (world) => ADDONS.map((name) => minikube(world, 'addons', 'enable', name)),
}
