import { isLess } from '../../kubernetes/quantity/less.ts'
import { at } from '../../kubernetes/resource.ts'
import type { Risk } from '../model.ts'
import type { RiskRule } from './risk-rule.ts'

/** https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims */
export const volumes: RiskRule = ({ pairs }) =>
  pairs.flatMap(({ id, before, after }): Risk[] => {
    if (after.kind !== 'PersistentVolumeClaim') return []
    const [old, now] = [before, after].map((claim) => at(claim, 'spec', 'resources', 'requests', 'storage'))
    if (isLess(now, old))
      return [
        {
          id: 'volume-shrinks',
          severity: 'high',
          resource: id,
          message: `A volume can't shrink (${old} to ${now}): Kubernetes refuses, and the sync fails.`,
          steps: [
            `Keep ${old}.`,
            'To save space all the same, create a second claim, copy the data over, and remove this one last.',
          ],
        },
      ]
    if (isLess(old, now))
      return [
        {
          id: 'volume-grows',
          severity: 'note',
          resource: id,
          message: `Growing a volume (${old} to ${now}) can't be undone: a revert of this change fails. Its StorageClass must allow expansion.`,
        },
      ]
    return []
  })
