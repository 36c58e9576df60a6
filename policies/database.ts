import {
  at,
  containersIn,
  containersOf,
  endsByItself,
  environmentFile,
  isAfter,
  items,
  momentOf,
  mostAtOnce,
  type Path,
  type PodTemplate,
  podsOf,
  policy,
  type Resource,
  referencesOf,
  type Subject,
  show,
  showMoment,
  text,
  titleOf,
  type Variable,
  variablesOf,
  WAVE,
} from '#engine'

const connections = policy({
  id: 'database-connections',
  severity: 'error',
  title:
    'The database accepts the connections of every client at its maximum replicas, with the surge of an update.',
  why: 'PostgreSQL refuses connections beyond its limit: pods added under load fail, and so do the requests they receive. https://www.postgresql.org/docs/17/runtime-config-connection.html#GUC-MAX-CONNECTIONS',
  remediation:
    'Lower DATABASE_POOL_MAX or maxReplicas; or raise the limit: --max_connections in the cluster, or components.external-database.maxConnections if an external database allows more than 100.',
  *check(subject) {
    // A pool of unknown size is reported by `database-pool`.
    const clients = clientsOf(subject).map(({ pod, pods, pool = 0 }) => ({
      name: titleOf(pod.resource),
      pods,
      pool,
      sum: pods * pool,
    }))
    const { most, reserved, argument } = roomOf(subject)
    const sum = clients.reduce((total, each) => total + each.sum, 0)
    if (sum <= most - reserved) return
    const shown = [...clients]
      .sort((a, b) => b.sum - a.sum || (a.name < b.name ? -1 : 1))
      .map(({ name, pods, pool }) => `${name} ${pods} x ${pool}`)
      .join(', ')
    const message = `Up to ${sum} connections are needed (${shown}), but the database has ${most - reserved}: ${most} minus ${reserved} reserved.`
    const { name } = subject.environment
    const path = ['components', 'external-database']
    yield argument
      ? { resource: argument.resource, path: argument.path, message }
      : { message, source: { file: environmentFile(name), path, at: 'key' } }
  },
})

const pool = policy({
  id: 'database-pool',
  severity: 'error',
  title: 'Every service that connects to the database sets the number of connections per pod.',
  why: 'Without it, `database-connections` cannot check whether the replicas fit the database.',
  remediation: "Set DATABASE_POOL_MAX in the service's settings.env.",
  *check(subject) {
    for (const { pod, pool, setting } of clientsOf(subject)) {
      if (pool !== undefined) continue
      yield setting
        ? {
            resource: setting.resource,
            path: setting.path,
            message: `DATABASE_POOL_MAX is ${show(setting.value)}: must be an integer ≥ 1.`,
          }
        : {
            resource: pod.resource,
            path: pod.path,
            message: `${titleOf(pod.resource)} connects to the database and sets no DATABASE_POOL_MAX.`,
          }
    }
  },
})

const migrationFirst = policy({
  id: 'migration-first',
  severity: 'error',
  title: 'A Job that connects to the database runs before the Deployments that do.',
  why: 'A service that starts before its migration fails on tables that do not exist yet. https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/',
  remediation: 'Set an earlier sync wave on the Job than on the services.',
  *check(subject) {
    const clients = clientsOf(subject).map(({ pod }) => pod.resource)
    for (const job of clients.filter((each) => each.kind === 'Job')) {
      const moment = momentOf(job)
      const early = clients.find((each) => {
        const start = each.kind === 'Deployment' ? momentOf(each) : undefined
        return moment && start && !isAfter(start, moment)
      })
      const start = early && momentOf(early)
      if (!moment || !early || !start) continue
      yield {
        resource: isAfter(moment, { phase: 1, wave: 1_000_000 }) ? job : early,
        path: ['metadata', 'annotations', WAVE],
        message: `${titleOf(early)} is applied in ${showMoment(start)}, before ${titleOf(job)} in ${showMoment(moment)}, which migrates its database: expected the Job first.`,
      }
    }
  },
})

export default [connections, pool, migrationFirst]

/** A workload whose pods connect to the database. */
interface Client {
  readonly pod: PodTemplate
  /** The most pods at the same time. */
  readonly pods: number
  /** Connections of one pod; nothing if it doesn't say. */
  readonly pool: number | undefined
  /** Where it says so. */
  readonly setting: Variable | undefined
}

/**
 * Every workload that connects to the database: its pods carry the label that the network policies let through, or
 * read the database's URL. A Job that says nothing holds one connection at a time (the migration, pg_dump).
 */
const clientsOf = (subject: Subject): Client[] =>
  podsOf(subject)
    .filter(isClient)
    .map((pod) => {
      const settings = containersOf(pod).flatMap(
        (container) => variablesOf(subject, pod.resource, container).get('DATABASE_POOL_MAX') ?? [],
      )
      const sizes = settings.map(({ value }) => (/^[1-9][0-9]*$/.test(value) ? Number(value) : undefined))
      const sum = sizes.reduce<number | undefined>((a, b) => (b === undefined ? undefined : (a ?? 0) + b), 0)
      const single = endsByItself(pod.resource) ? 1 : undefined
      const pool = settings.length === 0 ? single : sum
      return { pod, pods: mostAtOnce(subject, pod.resource), pool, setting: settings[0] }
    })

const isClient = (pod: PodTemplate): boolean =>
  pod.labels['database-client'] === 'true' ||
  referencesOf(pod, 'Secret').some(({ name, key }) => name === 'database' && key?.endsWith('DATABASE_URL'))

/** How many connections the database takes, and how many of them are not for applications. */
interface Room {
  readonly most: number
  readonly reserved: number
  /** The server's own argument, if the database is in the cluster and says it. */
  readonly argument: { readonly resource: Resource; readonly path: Path } | undefined
}

/** PostgreSQL's defaults: https://www.postgresql.org/docs/17/runtime-config-connection.html */
const DEFAULTS = { max_connections: 100, superuser_reserved_connections: 3, reserved_connections: 0 }

function roomOf(subject: Subject): Room {
  const { postgres, ...components } = subject.environment.components
  if (!postgres) {
    const said = at(components['external-database'], 'maxConnections')
    const most = typeof said === 'number' ? said : DEFAULTS.max_connections
    return { most, reserved: DEFAULTS.superuser_reserved_connections, argument: undefined }
  }
  const server = serverArguments(subject)
  const value = (name: keyof typeof DEFAULTS): number => server.get(name)?.value ?? DEFAULTS[name]
  return {
    most: value('max_connections'),
    reserved: value('superuser_reserved_connections') + value('reserved_connections'),
    argument: server.get('max_connections'),
  }
}

/** What PostgreSQL is told at its start: `--name=value` or `-c name=value`, the last one wins. */
function serverArguments(subject: Subject): Map<string, { value: number; resource: Resource; path: Path }> {
  const found = new Map<string, { value: number; resource: Resource; path: Path }>()
  for (const { pod, container } of containersIn(subject))
    for (const field of ['command', 'args'])
      for (const [index, argument] of items(at(container.value, field)).entries()) {
        const [, name = '', value] = /^(?:--|-c ?)?([a-z_-]+)=([0-9]+)$/.exec(text(argument) ?? '') ?? []
        if (value !== undefined)
          found.set(name.replaceAll('-', '_'), {
            value: Number(value),
            resource: pod.resource,
            path: [...container.path, field, index],
          })
      }
  return found
}
