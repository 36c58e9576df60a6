import { containersOf, podTemplateOf } from '../../kubernetes/pods.ts'
import { isLess } from '../../kubernetes/quantity/less.ts'
import { at, entries, idOf, own } from '../../kubernetes/resource.ts'
import type { Pair } from '../change.ts'
import type { Risk } from '../model.ts'
import type { RiskRule } from './risk-rule.ts'

/** Less room than before: for a container, or for all of the namespace. */
export const limits: RiskRule = ({ pairs }) =>
  pairs.flatMap((pair) => [...containerLimits(pair), ...quota(pair)])

/** https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#how-pods-with-resource-limits-are-run */
const EFFECT: Readonly<Record<string, string>> = {
  cpu: 'it is slowed down above that',
  memory: 'it is killed above that',
  'ephemeral-storage': 'its pod is evicted above that',
}

function containerLimits({ before, after }: Pair): Risk[] {
  const [old, now] = [podTemplateOf(before), podTemplateOf(after)]
  if (!old || !now) return []
  const earlier = new Map(containersOf(old).map(({ name, value }) => [name, value]))
  return containersOf(now).flatMap(({ name, value }) =>
    entries(at(value, 'resources', 'limits')).flatMap(([resource, limit]): Risk[] => {
      const before = at(earlier.get(name), 'resources', 'limits', resource)
      if (!isLess(limit, before)) return []
      return [
        {
          id: 'limit-down',
          severity: 'note',
          resource: idOf(after),
          message: `The ${resource} limit of container ${name} goes from ${before} to ${limit}: ${own(EFFECT, resource) ?? 'it gets no more'}.`,
        },
      ]
    }),
  )
}

function quota({ id, before, after }: Pair): Risk[] {
  if (after.kind !== 'ResourceQuota') return []
  return entries(at(after, 'spec', 'hard')).flatMap(([resource, bound]): Risk[] => {
    const old = at(before, 'spec', 'hard', resource)
    if (!isLess(bound, old)) return []
    return [
      {
        id: 'quota-down',
        severity: 'note',
        resource: id,
        message: `The namespace may use less ${resource}: ${bound} instead of ${old}. Pods above it keep running, but no more pods start.`,
      },
    ]
  })
}
