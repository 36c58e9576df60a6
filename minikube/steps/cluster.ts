import { profile, recordIdentity, recordStart } from '../cluster.ts'
import { ADDONS, CNI, CPUS, DISK_GB, KUBERNETES } from '../pins.ts'
import { done, type Step, todo } from '../step.ts'
import { minikube } from '../world.ts'

/** Minikube's cluster. */
export const cluster: Step = {
  name: 'cluster',
  check: async (world) => {
    const found = await profile(world)
    if (!found?.running) return todo(found ? 'stopped' : 'none yet')
    await recordIdentity(world)
    const other = [
      ...(found.kubernetes === KUBERNETES ? [] : [`Kubernetes ${found.kubernetes}, expected ${KUBERNETES}`]),
      ...(found.cni === CNI ? [] : [`network "${found.cni}", which may enforce no network policies`]),
    ]
    return done(['runs', ...other].join('; '))
  },
  actions: async (world) => {
    const isNew = (await profile(world)) === undefined
    const start = minikube(
      world,
      ...['start', '--driver', 'docker', '--cni', CNI, '--kubernetes-version', KUBERNETES],
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

/** An Ingress controller, and metrics for the autoscalers. */
export const addons: Step = {
  name: 'addons',
  needs: ['cluster'],
  check: async (world) => {
    const text = await world.minikube('addons', 'list', '--output', 'json')
    const listed = JSON.parse(text) as Record<string, { readonly Status?: string }>
    const missing = ADDONS.filter((name) => listed[name]?.Status !== 'enabled')
    return missing.length === 0 ? done(ADDONS.join(', ')) : todo(`without ${missing.join(', ')}`)
  },
  actions: (world) => ADDONS.map((name) => minikube(world, 'addons', 'enable', name)),
}
