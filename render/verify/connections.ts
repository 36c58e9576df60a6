import { containersOf, type PodTemplate } from '../kubernetes/pods.ts'
import { at, items, type Resource } from '../kubernetes/resource.ts'
import type { Path } from '../problem/problem.ts'
import { containersIn, endsByItself, podsOf, text } from './lookup.ts'
import { referencesOf } from './references.ts'
import { mostAtOnce } from './replicas.ts'
import type { Subject } from './rule.ts'
import { type Variable, variablesOf } from './variables.ts'

/** A workload whose pods connect to the database. */
export interface Client {
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
export const clientsOf = (subject: Subject): Client[] =>
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
export interface Room {
  readonly most: number
  readonly reserved: number
  /** The server's own argument, if the database is in the cluster and says it. */
  readonly argument: { readonly resource: Resource; readonly path: Path } | undefined
}

/** PostgreSQL's defaults: https://www.postgresql.org/docs/17/runtime-config-connection.html */
const DEFAULTS = { max_connections: 100, superuser_reserved_connections: 3, reserved_connections: 0 }

export function roomOf(subject: Subject): Room {
  const { inCluster, external } = subject.environment.database
  if (!inCluster) {
    const said = at(external, 'maxConnections')
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
