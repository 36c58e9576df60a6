import type { Resource } from '../../kubernetes/resource.ts'
import { type Party, workloadsOf } from './parties.ts'
import { admits, outsidersOf } from './peers.ts'
import { type Direction, type Opening, openingsOf } from './policies.ts'
import { common, holds, type Ports, portsOf, portText } from './ports.ts'

/** Someone can call someone. */
export interface Edge {
  /** A workload by its name, or someone outside: `namespace monitoring`, `10.0.0.0/8`, `anyone`. */
  readonly from: string
  readonly to: string
  /** `8000`, `8000-8010`, a name, or `*` for every port. */
  readonly port: string
  readonly protocol: Ports['protocol']
}

/** An edge, and the rule that it owes its being to. */
export interface Way extends Edge {
  readonly ports: Ports
  readonly via: Opening
}

/**
 * Who can call whom at which port, by the NetworkPolicies among `resources`: from and to the pods of every workload
 * there, each call allowed on both sides where both are known. Sorted, each edge once; what a wider edge of the same
 * two says already is left out.
 *
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export const reachOf = (resources: readonly Resource[]): Edge[] =>
  waysOf(resources).map(({ from, to, port, protocol }) => ({ from, to, port, protocol }))

/** As `reachOf`, with the rules. */
export function waysOf(resources: readonly Resource[]): Way[] {
  const workloads = workloadsOf(resources)
  const open = opener(resources)
  const ways = workloads.flatMap((party) => [
    ...open(party, 'egress').flatMap((via) => [
      ...outsidersOf(via, workloads).flatMap((to) => way(party.name, to, portsOf(via.rule, undefined), via)),
      ...workloads.flatMap((to) => way(party.name, to.name, portsBetween(via, party, to, open), via)),
    ]),
    ...open(party, 'ingress').flatMap((via) =>
      outsidersOf(via, workloads).flatMap((from) => way(from, party.name, portsOf(via.rule, party.pod), via)),
    ),
  ])
  return distinct(ways)
}

/** Which side of a call is open; a side outside the overlay can't be closed here. */
export function sidesOf(
  resources: readonly Resource[],
): (from: Party, to: Party, ports: Ports) => { egress: boolean; ingress: boolean } {
  const open = opener(resources)
  const passes = (openings: readonly Opening[], other: Party, to: Party, ports: Ports) =>
    openings.some(
      (opening) => admits(opening, other) && portsOf(opening.rule, to.pod).some((each) => holds(each, ports)),
    )
  return (from, to, ports) => ({
    egress: !from.pod || passes(open(from, 'egress'), to, to, ports),
    ingress: !to.pod || passes(open(to, 'ingress'), from, to, ports),
  })
}

type Opener = (party: Party, direction: Direction) => readonly Opening[]

/** The openings of each workload, worked out once. */
function opener(resources: readonly Resource[]): Opener {
  const known = { ingress: new Map<Party, Opening[]>(), egress: new Map<Party, Opening[]>() }
  return (party, direction) => {
    const found = known[direction].get(party)
    if (found || !party.pod) return found ?? []
    const openings = openingsOf(resources, party.pod, direction)
    known[direction].set(party, openings)
    return openings
  }
}

/** What an egress rule and the ingress rules of the other side let through together. */
function portsBetween(via: Opening, from: Party, to: Party, open: Opener): Ports[] {
  if (!admits(via, to)) return []
  const going = portsOf(via.rule, to.pod)
  return open(to, 'ingress')
    .filter((opening) => admits(opening, from))
    .flatMap((opening) => portsOf(opening.rule, to.pod))
    .flatMap((coming) => going.flatMap((each) => common(each, coming) ?? []))
}

const way = (from: string, to: string, ports: readonly Ports[], via: Opening): Way[] =>
  ports.map((each) => ({ from, to, port: portText(each), protocol: each.protocol, ports: each, via }))

function distinct(ways: readonly Way[]): Way[] {
  const kept = [...Map.groupBy(ways, ({ from, to }) => `${from} > ${to}`).values()].flatMap((group) =>
    group.filter(
      ({ ports }, index) =>
        !group.some(
          (other, place) =>
            place !== index && holds(other.ports, ports) && (place < index || !holds(ports, other.ports)),
        ),
    ),
  )
  return kept.sort(
    (a, b) =>
      order(a.from, b.from) ||
      order(a.to, b.to) ||
      a.ports.first - b.ports.first ||
      order(a.port, b.port) ||
      order(a.protocol, b.protocol),
  )
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
