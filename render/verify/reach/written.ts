import { at, entries, items } from '../../kubernetes/resource.ts'
import { suggest } from '../../problem/nearest.ts'
import type { Path, Problem } from '../../problem/problem.ts'
import { type Enabled, isRead, type ReachFile } from './files.ts'
import type { Party } from './parties.ts'
import { type Peer, peerOf } from './peer-definition.ts'
import { EVERY_PORT, type Ports } from './ports.ts'

/** A line of a reachability.yaml: who may reach whom. Both have several parties where a name stands for several. */
export interface Connection {
  readonly from: Peer
  readonly to: Peer
  readonly ports: Ports
  readonly file: string
  readonly path: Path
}

/** What base says about who reaches whom in one environment, and the declarations that can't be parsed. */
export interface Written {
  readonly connections: readonly Connection[]
  readonly flaws: readonly Problem[]
  /** What may be reached from outside the cluster, each WORKLOAD:PORT. */
  readonly external: readonly string[]
}

const KEYS = ['peers', 'connections', 'external']

/** What every pod of the overlay is called. */
const EVERY_POD = 'every-pod'

/** `NAME`, `NAME:PORT`, `NAME:FIRST-LAST`, `NAME:PORT/PROTOCOL`. */
const ENTRY = /^([^\s:/]+)(?::(\d{1,5})(?:-(\d{1,5}))?)?(?:\/(TCP|UDP|SCTP))?$/

/**
 * Reads what base says for an environment: that of its platform, its services and of those components that are on.
 * A connection with a peer of a component that is off doesn't exist, which is how a service says `database` without
 * knowing where it is.
 *
 * @param environment where peers take addresses, namespaces and ports from.
 */
export function writtenFor(
  files: readonly ReachFile[],
  environment: object,
  on: Enabled,
  workloads: readonly Party[],
): Written {
  const flaws: Problem[] = []
  const wrong = (file: string, path: Path, message: string, where: Problem['at'] = 'value'): void => {
    flaws.push({ file, path, at: where, message })
  }
  const peers = new Map<string, Peer>([[EVERY_POD, { name: EVERY_POD, parties: workloads }]])
  for (const party of workloads) peers.set(party.name, { name: party.name, parties: [party] })
  const off = new Set<string>()

  const read = files.filter(({ file, value, problems }) => {
    const active = isRead(file, on)
    flaws.push(...problems)
    if (active === undefined)
      wrong(
        file,
        [],
        'No environment reads it: move it to base/platform, base/services/NAME or base/components/NAME.',
      )
    if (active === false) for (const [name] of entries(at(value, 'peers'))) off.add(name)
    return active && problems.length === 0
  })
  for (const { file, value } of read) definePeers(file, value)
  return {
    connections: read.flatMap(({ file, value }) => connectionsIn(file, value)),
    external: read.flatMap(({ file, value }) => externalIn(file, value)),
    flaws,
  }

  function definePeers(file: string, value: unknown): void {
    if (typeof value !== 'object' || Array.isArray(value)) wrong(file, [], 'Expected peers and connections.')
    for (const [key, map] of entries(value))
      if (!KEYS.includes(key)) wrong(file, [key], `There is no "${key}" here.${suggest(key, KEYS)}`, 'key')
      else if (key !== 'external' && (typeof map !== 'object' || Array.isArray(map)))
        wrong(file, [key], `Expected ${key} by their names.`)
    for (const [name, definition] of entries(at(value, 'peers'))) {
      const path = ['peers', name]
      if (peers.has(name)) wrong(file, path, `"${name}" is the name of something else already.`, 'key')
      else {
        const peer = peerOf(name, definition, environment, workloads)
        if (typeof peer === 'string') wrong(file, path, peer)
        else peers.set(name, peer)
      }
    }
  }

  function connectionsIn(file: string, value: unknown): Connection[] {
    return entries(at(value, 'connections')).flatMap(([name, listed]) => {
      const from = find(file, ['connections', name], name, 'key')
      if (!Array.isArray(listed)) wrong(file, ['connections', name], 'Expected a list, as [web:8000].')
      return items(listed).flatMap((entry, index) => {
        const path = ['connections', name, index]
        const [match, toName = '', first, last, protocol = 'TCP'] = ENTRY.exec(String(entry)) ?? []
        if (!match) {
          wrong(file, path, `"${entry}" is not NAME, NAME:PORT, NAME:FIRST-LAST or NAME:PORT/UDP.`)
          return []
        }
        const to = find(file, path, toName)
        if (!from || !to) return []
        const port = first === undefined ? to.port : Number(first)
        if (port === undefined) {
          wrong(file, path, `"${entry}" needs a port, as ${toName}:8000.`)
          return []
        }
        if (![...from.parties, ...to.parties].some(({ pod }) => pod)) {
          wrong(
            file,
            path,
            `Neither "${name}" nor "${toName}" is a workload: nothing here decides over that.`,
          )
          return []
        }
        const end = Number(last ?? port)
        if (port < EVERY_PORT.first || end > EVERY_PORT.last || end < port) {
          wrong(file, path, `"${entry}" names no port between ${EVERY_PORT.first} and ${EVERY_PORT.last}.`)
          return []
        }
        const ports = { protocol: protocol as Ports['protocol'], first: port, last: end }
        return [{ from, to, ports, file, path }]
      })
    })
  }

  function externalIn(file: string, value: unknown): string[] {
    const listed = at(value, 'external')
    if (listed !== undefined && !Array.isArray(listed))
      wrong(file, ['external'], 'Must be a list of WORKLOAD:PORT, for example [web:3000].')
    return items(listed).flatMap((entry, index) => {
      const path = ['external', index]
      const [, name = ''] = /^([^:]+):\d{1,5}$/.exec(String(entry)) ?? []
      if (name === '') wrong(file, path, `"${entry}" is not WORKLOAD:PORT, for example web:3000.`)
      else if (!workloads.some((party) => party.name === name))
        wrong(
          file,
          path,
          `Workload "${name}" not found.${suggest(
            name,
            workloads.map((each) => each.name),
          )}`,
        )
      else return [String(entry)]
      return []
    })
  }

  /** A peer by its name; nothing if it belongs to a component that is off, or is a mistake. */
  function find(file: string, path: Path, name: string, where?: Problem['at']): Peer | undefined {
    const peer = peers.get(name)
    if (!peer && on.leftOut.includes(name))
      wrong(
        file,
        path,
        `base/services/${name} is left out here: move what is about it to its own folder, which counts where it runs.`,
        where,
      )
    else if (!peer && !off.has(name))
      wrong(
        file,
        path,
        `Workload or peer "${name}" not found.${suggest(name, [...peers.keys(), ...off])}`,
        where,
      )
    return peer
  }
}
