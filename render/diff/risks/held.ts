import { idOf } from '../../kubernetes/resource.ts'
import { isDowngrade, movedImages, serviceOf } from './moved-images.ts'
import type { RiskRule } from './risk-rule.ts'

/**
 * A service that moves though it is held. No command does that; a pull request does that was made before the hold, as a
 * promotion that is merged after a rollback. A rollback may go back further, and a hold that is lifted in the same change
 * holds nothing any more.
 */
export const held: RiskRule = (change) => {
  const { name, before, after } = change
  return movedImages(change).flatMap((moved) => {
    const { resource, then, now } = moved
    const service = serviceOf(now)
    const hold = before?.holds?.[service]
    if (!hold || !after?.holds?.[service] || isDowngrade(moved, change)) return []
    return [
      {
        id: 'hold-passed',
        severity: 'high',
        resource: idOf(resource),
        message: `${service} is held (${hold.reason}), but goes from ${then.tag} to ${now.tag}.`,
        steps: [
          `Leave it out, or lift the hold in this change: \`npm run release-hold ${name}${hold.whole ? '' : ` -- --service ${service}`}\`.`,
        ],
      } as const,
    ]
  })
}
