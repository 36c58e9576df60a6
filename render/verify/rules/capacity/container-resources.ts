import { parseQuantity } from '../../../kubernetes/quantity/parse.ts'
import { isPositive, ZERO } from '../../../kubernetes/quantity/quantity.ts'
import { at, items } from '../../../kubernetes/resource.ts'
import { allContainers } from '../../fields.ts'
import { podsOf, show } from '../../lookup.ts'
import type { Rule, Subject } from '../../rule.ts'

const WANTED = [
  ['requests', 'cpu'],
  ['requests', 'memory'],
  ['limits', 'memory'],
] as const

export const containerResources: Rule = {
  id: 'container-resources',
  severity: 'error',
  title: 'Every container has CPU and memory requests and a memory limit.',
  why: 'Without requests, the scheduler overcommits nodes; without a memory limit, one leak exhausts its node. The ResourceQuota rejects the pod. https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
  remediation: 'Set it in base, or in `services.NAME.resources` of environment.yaml.',
  *check(subject) {
    for (const pod of podsOf(subject))
      for (const { title, path, value } of allContainers(pod))
        for (const [bound, resource] of WANTED) {
          const amount = at(value, 'resources', bound, resource)
          if (isPositive(parseQuantity(amount) ?? ZERO)) continue
          if (amount === undefined && isFilledIn(subject, value, bound, resource)) continue
          const what = `${resource} ${bound === 'requests' ? 'request' : 'limit'}`
          yield {
            resource: pod.resource,
            path: [...path, 'resources', bound, resource],
            message:
              amount === undefined
                ? `${title} has no ${what}.`
                : `${title} has a ${what} of ${show(amount)}: expected a quantity above 0.`,
          }
        }
  },
}

/**
 * Whether the API server fills an amount in: a request from the container's own limit, or either from a LimitRange.
 *
 * https://kubernetes.io/docs/concepts/policy/limit-range/
 */
function isFilledIn(
  { limitRanges }: Subject,
  container: unknown,
  bound: 'requests' | 'limits',
  resource: string,
): boolean {
  if (!limitRanges) return false
  if (bound === 'requests' && at(container, 'resources', 'limits', resource) !== undefined) return true
  const fields = bound === 'requests' ? ['defaultRequest', 'default', 'max', 'min'] : ['default', 'max']
  return limitRanges
    .flatMap((range) => items(at(range, 'spec', 'limits')))
    .filter((limit) => at(limit, 'type') === 'Container')
    .some((limit) => fields.some((field) => at(limit, field, resource) !== undefined))
}
