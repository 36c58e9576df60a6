import { idOf, isKind } from '../../kubernetes/resource.ts'
import { type Criterion, passedUnless, skipped } from '../criterion.ts'

export const limitRange: Criterion = {
  id: 'limit-range',
  title: 'A LimitRange bounds every container of the namespace.',
  method: 'The LimitRanges of the manifests are in the cluster.',
  reads: ['limits'],
  remediation: 'Check its status in the Application; see docs/troubleshooting.md.',
  judge(live, { built }) {
    const wanted = built.filter(isKind('LimitRange')).map(idOf)
    if (wanted.length === 0) return skipped('the environment has no LimitRange')
    const found = live.list('limits').map(idOf)
    const absent = wanted.filter((id) => !found.includes(id))
    return passedUnless(
      absent.map((id) => `${id} is missing`),
      wanted.join(', '),
    )
  },
}
