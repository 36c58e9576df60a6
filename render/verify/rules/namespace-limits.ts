import { parseQuantity } from '../../kubernetes/quantity/parse.ts'
import { compare, fromInteger, isPositive, ZERO } from '../../kubernetes/quantity/quantity.ts'
import { at, items } from '../../kubernetes/resource.ts'
import { ofKind } from '../lookup.ts'
import type { Rule } from '../rule.ts'

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
    'One ResourceQuota bounds what the namespace takes, and one LimitRange what a container takes that says nothing.',
  why: 'Without them, one environment takes what the others on the cluster need, and a pod that is started by hand takes a whole node. https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  remediation: 'State it in base/platform, or under `quota` of environment.yaml.',
  *check(subject) {
    for (const kind of ['ResourceQuota', 'LimitRange'] as const) {
      const [resource, ...more] = ofKind(subject, kind)
      if (!resource || more.length > 0) {
        yield {
          ...(more[0] && { resource: more[0] }),
          message: `The overlay has ${more.length === 0 ? `no ${kind}` : `${more.length + 1} of the kind ${kind}`}: expected one.`,
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
              message: `The quota says nothing of ${name}: expected a bound.`,
            }
        const balanced = ofKind(subject, 'Service').filter(
          (each) => at(each, 'spec', 'type') === 'LoadBalancer',
        ).length
        const name = 'services.loadbalancers'
        if (compare(parseQuantity(at(resource, ...path, name)) ?? ZERO, fromInteger(balanced)) > 0)
          yield {
            resource,
            path: [...path, name],
            message: `The quota allows ${at(resource, ...path, name)} load balancers: expected ${balanced}, as many as there are.`,
          }
        if (items(at(resource, 'spec', 'scopes')).length > 0)
          yield {
            resource,
            path: ['spec', 'scopes'],
            message: 'The quota is about some pods only: expected no scopes.',
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
              message: `The LimitRange gives a container no ${field} of ${name}: expected an amount.`,
            }
    }
  },
}
