import { parseQuantity } from '../../kubernetes/quantity/parse.ts'
import { at, entries, idOf, isKind } from '../../kubernetes/resource.ts'
import { type Criterion, passedUnless, skipped } from '../criterion.ts'

export const resourceQuota: Criterion = {
  id: 'resource-quota',
  title: 'Every ResourceQuota is in force and not exceeded.',
  method: '`hard` and `used` in the status of each ResourceQuota, compared with its spec.',
  reads: ['quotas'],
  remediation: 'Raise `quota` in environment.yaml, or lower the requests of the services.',
  judge(live, { built }) {
    const wanted = built.filter(isKind('ResourceQuota')).map(idOf)
    if (wanted.length === 0) return skipped('the environment has no ResourceQuota')
    const found = live.list('quotas')
    const wrong = [
      ...wanted.filter((id) => !found.some((each) => idOf(each) === id)).map((id) => `${id} is missing`),
      ...found.flatMap((quota) =>
        entries(at(quota, 'spec', 'hard')).flatMap(([name, hard]) => {
          const [used, inForce] = ['used', 'hard'].map((key) => nanos(at(quota, 'status', key, name)))
          if (used === undefined || inForce === undefined || inForce !== nanos(hard))
            return [`${idOf(quota)}: ${name} is not in force`]
          return used > inForce ? [`${idOf(quota)}: ${name} exceeds ${hard}`] : []
        }),
      ),
    ]
    const used = found.flatMap((quota) =>
      entries(at(quota, 'status', 'hard')).map(
        ([name, hard]) => `${name} ${at(quota, 'status', 'used', name)} of ${hard}`,
      ),
    )
    return passedUnless(wrong, used.join(', '))
  },
}

const nanos = (quantity: unknown): bigint | undefined => parseQuantity(quantity)?.nanos
