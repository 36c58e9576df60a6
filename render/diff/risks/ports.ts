import { at, isKind, items, type Resource } from '../../kubernetes/resource.ts'
import type { Risk } from '../model.ts'
import type { RiskRule } from './risk-rule.ts'

/** A port of a Service, or of every node, that answers no more. Which port of the pods is behind it can't be seen from outside. */
export const ports: RiskRule = ({ pairs }) =>
  pairs.flatMap(({ id, before, after }): Risk[] => {
    if (!isKind('Service')(after)) return []
    const now = portsOf(after)
    const lost = [...portsOf(before)].flatMap(([port, node]) => {
      if (!now.has(port)) return [`port ${port} no longer answers`]
      const other = now.get(port)
      if (node === undefined || node === other || !sameType(before, after)) return []
      return [
        other === undefined
          ? `the node port of ${port} was ${node}, and the cluster may choose another now`
          : `the node port of ${port} is ${other} instead of ${node}`,
      ]
    })
    if (lost.length === 0) return []
    return [
      {
        id: 'service-port',
        severity: 'medium',
        resource: id,
        message: `${capitalized(lost.join('; '))}: clients that still use the old one cannot connect.`,
        steps: ['Change its clients in the same merge, or keep the old port next to the new one until then.'],
      },
    ]
  })

/** The port of every node for each port, as `8000` or `53/UDP`. */
const portsOf = (service: Resource): Map<string, unknown> =>
  new Map(
    items(at(service, 'spec', 'ports')).map((each) => {
      const protocol = at(each, 'protocol') ?? 'TCP'
      return [`${at(each, 'port')}${protocol === 'TCP' ? '' : `/${protocol}`}`, at(each, 'nodePort')]
    }),
  )

/** A Service of another type is reached another way altogether: service.ts. */
const sameType = (before: Resource, after: Resource): boolean =>
  at(before, 'spec', 'type') === at(after, 'spec', 'type')

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
