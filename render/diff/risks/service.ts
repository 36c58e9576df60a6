import { at, type Resource } from '../../kubernetes/resource.ts'
import type { Risk } from '../model.ts'
import type { RiskRule } from './risk-rule.ts'

const typeOf = (service: Resource): string => String(at(service, 'spec', 'type') ?? 'ClusterIP')

/** https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types */
const OPEN: readonly string[] = ['NodePort', 'LoadBalancer']

/** A Service that is reached another way than before. */
export const service: RiskRule = ({ pairs }) =>
  pairs.flatMap(({ id, before, after }): Risk[] => {
    const [old, now] = [typeOf(before), typeOf(after)]
    if (after.kind !== 'Service' || old === now) return []
    const opens = OPEN.indexOf(now) > OPEN.indexOf(old)
    return [
      {
        id: 'service-type',
        severity: opens ? 'high' : 'medium',
        resource: id,
        message: opens
          ? `It becomes a ${now} (was ${old}): it can be reached from outside of the cluster.`
          : `It becomes a ${now} (was ${old}): clients that used the former type cannot reach it.`,
      },
    ]
  })
