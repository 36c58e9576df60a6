import { parseQuantity } from '../../../kubernetes/quantity/parse.ts'
import {
  add,
  compare,
  isPositive,
  type Quantity,
  scale,
  ZERO,
} from '../../../kubernetes/quantity/quantity.ts'
import { at, entries, own, type Resource } from '../../../kubernetes/resource.ts'
import { amountOf, showAmount } from '../../amounts.ts'
import { type Demand, demandsOf, QUOTA_ALIASES } from '../../demand.ts'
import { ofKind } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

/** Kinds of objects that the overlay doesn't make alone (Secrets, generations of ConfigMaps) are not judged. */
export const quotaCapacity: Rule = {
  id: 'quota-capacity',
  severity: 'error',
  title:
    'The ResourceQuota fits every workload at its maximum replicas, with the surge of an update and every Job.',
  why: 'The API server rejects a pod beyond the quota: an update or a rollback hangs under load. https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  remediation:
    'Raise the value under `quota` in environment.yaml, or lower maxReplicas or the resources of a service.',
  *check(subject) {
    const demands = demandsOf(subject)
    for (const resource of ofKind(subject, 'ResourceQuota').filter(isForAll))
      for (const [key, value] of entries(at(resource, 'spec', 'hard'))) {
        const counted = own(QUOTA_ALIASES, key) ?? key
        const limit = parseQuantity(value)
        const takers = demands.filter(({ amounts }) => isPositive(amountOf(amounts, counted)))
        const sum = takers.map(({ amounts }) => amountOf(amounts, counted)).reduce(add, ZERO)
        if (limit && isPositive(sum) && compare(limit, scale(sum, FAR)) > 0)
          yield {
            resource,
            path: ['spec', 'hard', key],
            message: `${key} is ${showAmount(key, limit)}, but at most ${showAmount(key, sum)} are needed: a quota that high limits nothing.`,
            remediation: `Lower the value under \`quota\` in environment.yaml: state \`${key}\` there, with its unit.`,
          }
        if (!limit || compare(sum, limit) <= 0) continue
        const message = `${key} is ${showAmount(key, limit)}, but up to ${showAmount(key, sum)} are needed: ${greatest(takers, counted)}.`
        yield { resource, path: ['spec', 'hard', key], message }
      }
  },
}

/** A unit that slipped makes it a thousand times what is needed, or more; a small environment may need little of it. */
const FAR = 500

/** A quota with scopes counts some pods only. */
const isForAll = (quota: Resource): boolean =>
  at(quota, 'spec', 'scopes') === undefined && at(quota, 'spec', 'scopeSelector') === undefined

/** Who takes the most. */
function greatest(demands: readonly Demand[], key: string): string {
  const amount = ({ amounts }: Demand): Quantity => amountOf(amounts, key)
  const shown = [...demands]
    .sort((a, b) => compare(amount(b), amount(a)) || (a.name < b.name ? -1 : 1))
    .map((each) => `${each.name} ${showAmount(key, amount(each))}`)
  return shown.length > MOST
    ? `${shown.slice(0, MOST).join(', ')} and ${shown.length - MOST} more`
    : shown.join(', ')
}

const MOST = 4
