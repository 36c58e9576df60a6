import { policy, waysOf } from '#engine'

const BACKEND = 'backend'
const CALLER = 'frontend'

/** Components through which people come in, and the value that names the namespace they come from. */
const DOORS = { ingress: 'controllerNamespace', gateway: 'namespace' }

export default policy({
  id: 'backend-unreachable',
  severity: 'error',
  title:
    'Only the frontend reaches the backend; with the component monitoring, one namespace reads its metrics.',
  why: 'The frontend is the only door: it sets the cookie, limits what comes in, and passes on nothing but the API. This holds whatever the reachability.yaml files allow.',
  remediation: 'Remove the opening; who needs the backend goes through the frontend.',
  *check({ resources, environment: { components } }) {
    const intruders = waysOf(resources).filter(({ from, to }) => isBackend(to) && from !== CALLER)
    const monitored = components['monitoring'] !== undefined
    const doors = Object.entries(DOORS).map(
      ([component, key]) => (components[component] as Record<string, unknown> | undefined)?.[key],
    )
    const readers = new Set(intruders.map(({ from }) => from).filter((from) => isOneNamespace(from, doors)))
    for (const { from, to, port, via } of intruders) {
      if (monitored && readers.size === 1 && readers.has(from) && port !== '*') continue
      yield {
        resource: via.resource,
        path: via.path,
        message: `${from} can reach ${to}${port === '*' ? ' at every port' : `:${port}`}: expected nobody but ${CALLER}${monitored ? ', and one namespace that reads its metrics' : ''}.`,
      }
    }
  },
})

/** Also where another workload has the same name. */
const isBackend = (name: string): boolean => name === BACKEND || name.endsWith(`/${BACKEND}`)

/** Not one that lets people in. */
const isOneNamespace = (from: string, doors: readonly unknown[]): boolean =>
  from.startsWith('namespace ') && !doors.some((door) => from.split(',')[0] === `namespace ${door}`)
