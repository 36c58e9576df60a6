import type { Side } from '../../diff/model.ts'
import type { Holds } from '../../environment/schema.ts'
import { holdOf } from '../../release/hold.ts'
import { dayOf } from '../day.ts'

/** What holds.yaml holds at a time. Services that went back without a word are not in it: that takes the history. */
export function heldIn(holds: Holds, services: readonly string[], now: Date): NonNullable<Side['holds']> {
  const knowledge = { today: dayOf(now), relation: () => 'unknown' as const }
  return Object.fromEntries(
    services.flatMap((service) => {
      const hold = holdOf(service, { holds, past: [] }, knowledge)
      return hold && hold.kind !== 'went-back'
        ? [[service, { reason: hold.reason, whole: hold.kind === 'environment' }]]
        : []
    }),
  )
}
