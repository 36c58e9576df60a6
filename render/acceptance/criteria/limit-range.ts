import { idOf, isKind } from '../../kubernetes/resource.ts'
import { type Criterion, unless, untried } from '../criterion.ts'

export const limitRange: Criterion = {
  id: 'limit-range',
  title: 'A LimitRange bounds every container of the namespace.',
  tried: 'The LimitRanges of the manifests are in the cluster.',
  reads: ['limits'],
  remediation: 'See what the Application says of it: docs/troubleshooting.md.',
  judge(live, { built }) {
    const wanted = built.filter(isKind('LimitRange')).map(idOf)
    if (wanted.length === 0) return untried('the environment has no LimitRange')
    const found = live.list('limits').map(idOf)
    const absent = wanted.filter((id) => !found.includes(id))
    return unless(
      absent.map((id) => `${id} is missing`),
      wanted.join(', '),
    )
  },
}
