import type { Resource } from '../../kubernetes/resource.ts'
import { titleOf } from '../lookup.ts'
import type { Party } from './parties.ts'
import { outsiderName } from './peers.ts'
import { holds, type Ports } from './ports.ts'
import { sidesOf, type Way } from './reach.ts'
import type { Connection } from './written.ts'

/** What is open without being declared: the edges that one rule of one policy opens. */
export const undeclaredConnections = (ways: readonly Way[], connections: readonly Connection[]): Way[][] => {
  const allowed = new Map<string, Ports[]>()
  for (const { from, to, ports } of connections)
    for (const key of from.parties.flatMap((a) =>
      to.parties.map((b) => keyOf(outsiderName(a), outsiderName(b))),
    ))
      allowed.set(key, [...(allowed.get(key) ?? []), ports])
  const extra = ways.filter(
    ({ from, to, ports }) => !(allowed.get(keyOf(from, to)) ?? []).some((each) => holds(each, ports)),
  )
  return [...Map.groupBy(extra, ({ via }) => keyOf(titleOf(via.resource), via.path.join('.'))).values()]
}

/** A connection that is written down and closed: between whom, and on which side. */
export interface MissingConnection {
  readonly connection: Connection
  readonly pairs: readonly { readonly from: Party; readonly to: Party }[]
  readonly egress: boolean
  readonly ingress: boolean
}

/** What is written down and not open: the connections of one line that fail on the same side. */
export function missingConnections(
  resources: readonly Resource[],
  connections: readonly Connection[],
): MissingConnection[] {
  const sides = sidesOf(resources)
  return connections.flatMap((connection) => {
    const pairs = connection.from.parties.flatMap((from) =>
      connection.to.parties.map((to) => ({ from, to, ...sides(from, to, connection.ports) })),
    )
    const closed = pairs.filter(({ egress, ingress }) => !(egress && ingress))
    return [...Map.groupBy(closed, ({ egress, ingress }) => `${egress} ${ingress}`).values()].map(
      (group) => ({
        connection,
        pairs: group,
        egress: group[0]?.egress === true,
        ingress: group[0]?.ingress === true,
      }),
    )
  })
}

const keyOf = (...parts: readonly string[]): string => parts.join('\n')
