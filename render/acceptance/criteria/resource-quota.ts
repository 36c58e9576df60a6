import { parseQuantity } from '../../kubernetes/quantity/parse.ts'
import { at, entries, idOf, isKind } from '../../kubernetes/resource.ts'
import { type Criterion, unless, untried } from '../criterion.ts'

export const resourceQuota: Criterion = {
  id: 'resource-quota',
  title: 'The quota counts what runs, and nothing exceeds it.',
  tried: 'Hard and used amounts in the status of each ResourceQuota; the spec must be in force.',
  reads: ['quotas'],
  remediation: 'Raise `quota` in environment.yaml, or lower what the services request.',
  judge(live, { built }) {
    const wanted = built.filter(isKind('ResourceQuota')).map(idOf)
    if (wanted.length === 0) return untried('the environment has no quota')
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
    return unless(wrong, used.join(', '))
  },
}

const nanos = (quantity: unknown): bigint | undefined => parseQuantity(quantity)?.nanos
