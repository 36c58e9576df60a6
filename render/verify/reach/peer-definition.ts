import { isIP } from 'node:net'
import { at, entries, items } from '../../kubernetes/resource.ts'
import { suggest } from '../../problem/nearest.ts'
import { addressParty, type Party, podsElsewhere } from './parties.ts'

/** A name of reachability.yaml, and whom it means in one environment. */
export interface Peer {
  readonly name: string
  readonly parties: readonly Party[]
  /** Where it listens, if connections to it needn't say so. */
  readonly port?: number
}

const KEYS = ['addresses', 'namespace', 'pods', 'workload', 'port']

/**
 * Reads the definition of a peer: `workload: database`, `namespace: monitoring` (with `pods`, labels), or
 * `addresses: [10.0.0.0/8]`; with a `port` if it has one. A value may be `{ environment: KEY, default: VALUE }`: what
 * environment.yaml says at that key.
 *
 * @returns the peer, or what is wrong.
 */
export function peerOf(
  name: string,
  definition: unknown,
  environment: object,
  workloads: readonly Party[],
): Peer | string {
  const values = Object.fromEntries(
    entries(definition).map(([key, value]) => [key, valueIn(value, environment)]),
  )
  const strange = Object.keys(values).find((key) => !KEYS.includes(key))
  if (strange !== undefined) return `A peer has no "${strange}".${suggest(strange, KEYS)}`
  const { addresses, namespace, pods, workload, port } = values
  if (port !== undefined && !Number.isInteger(port)) return 'Expected a number as the port.'
  const parties =
    addresses !== undefined
      ? partiesByAddress(name, addresses)
      : namespace !== undefined
        ? partiesElsewhere(name, namespace, pods)
        : partiesByWorkload(workload, workloads)
  return typeof parties === 'string'
    ? parties
    : { name, parties, ...(port !== undefined && { port: Number(port) }) }
}

function valueIn(value: unknown, environment: object): unknown {
  const key = at(value, 'environment')
  if (typeof key !== 'string') return value
  return at(environment, ...key.split('.')) ?? at(value, 'default')
}

function partiesByAddress(name: string, addresses: unknown): Party[] | string {
  const ranges = items(addresses).map(String)
  const wrong = ranges.find((range) => isIP(range.split('/')[0] ?? '') === 0 || !/\/\d{1,3}$/.test(range))
  if (ranges.length === 0) return 'Expected a list of address ranges, as [10.0.0.0/8].'
  if (wrong !== undefined) return `"${wrong}" is not an address range, as 10.0.0.0/8.`
  return ranges.map((range) => addressParty(name, range))
}

function partiesElsewhere(name: string, namespace: unknown, pods: unknown): Party[] | string {
  if (typeof namespace !== 'string') return 'Expected the name of a namespace.'
  const labels = entries(pods)
  if (!labels.every(([, value]) => typeof value === 'string')) return 'Expected labels of pods as strings.'
  return [podsElsewhere(name, namespace, Object.fromEntries(labels) as Record<string, string>)]
}

function partiesByWorkload(workload: unknown, workloads: readonly Party[]): Party[] | string {
  if (workload === undefined) return 'Expected addresses, a namespace or a workload.'
  const party = workloads.find(({ name }) => name === workload)
  return party ? [party] : `Workload "${workload}" not found.${suggest(String(workload), namesOf(workloads))}`
}

const namesOf = (parties: readonly Party[]): string[] => parties.map(({ name }) => name)
