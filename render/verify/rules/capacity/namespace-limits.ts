import { parseQuantity } from '../../../kubernetes/quantity/parse.ts'
import { compare, fromInteger, isPositive, ZERO } from '../../../kubernetes/quantity/quantity.ts'
import { at, items } from '../../../kubernetes/resource.ts'
import { ofKind } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

const COUNTED = [
  'limits.cpu',
  'limits.memory',
  'persistentvolumeclaims',
  'pods',
  'requests.cpu',
  'requests.memory',
  'requests.storage',
  'services.loadbalancers',
  'services.nodeports',
]
const DEFAULTS = ['cpu', 'ephemeral-storage', 'memory']

export const namespaceLimits: Rule = {
  id: 'namespace-limits',
  severity: 'error',
  needs: ['namespace'],
  title:
    'One ResourceQuota limits the namespace, and one LimitRange sets defaults for containers without requests or limits.',
  why: 'Without them, one environment can starve the others on the cluster, and a pod started by hand can exhaust a node. https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  remediation: 'Set it in base/platform, or under `quota` in environment.yaml.',
  *check(subject) {
    for (const kind of ['ResourceQuota', 'LimitRange'] as const) {
      const [resource, ...more] = ofKind(subject, kind)
      if (!resource || more.length > 0) {
        yield {
          ...(more[0] && { resource: more[0] }),
          message: `The overlay contains ${more.length === 0 ? `no ${kind}` : `${more.length + 1} of kind ${kind}`}: expected one.`,
        }
        continue
      }
      const path = kind === 'ResourceQuota' ? ['spec', 'hard'] : ['spec', 'limits']
      if (kind === 'ResourceQuota') {
        for (const name of COUNTED)
          if (!parseQuantity(at(resource, ...path, name)))
            yield {
              resource,
              path: [...path, name],
              message: `The ResourceQuota does not limit ${name}; add a limit.`,
            }
        const balanced = ofKind(subject, 'Service').filter(
          (each) => at(each, 'spec', 'type') === 'LoadBalancer',
        ).length
        const name = 'services.loadbalancers'
        if (compare(parseQuantity(at(resource, ...path, name)) ?? ZERO, fromInteger(balanced)) > 0)
          yield {
            resource,
            path: [...path, name],
            message: `The ResourceQuota allows ${at(resource, ...path, name)} load balancers: expected ${balanced}, the number in the overlay.`,
          }
        if (items(at(resource, 'spec', 'scopes')).length > 0)
          yield {
            resource,
            path: ['spec', 'scopes'],
            message: 'The ResourceQuota applies to some pods only; remove its scopes.',
          }
        continue
      }
      const index = items(at(resource, ...path)).findIndex((each) => at(each, 'type') === 'Container')
      for (const field of ['default', 'defaultRequest'])
        for (const name of DEFAULTS)
          if (!isPositive(parseQuantity(at(resource, ...path, index, field, name)) ?? ZERO))
            yield {
              resource,
              path: [...path, Math.max(0, index), field, name],
              message: `The LimitRange has no ${field} for ${name}; add one.`,
            }
    }
  },
}
