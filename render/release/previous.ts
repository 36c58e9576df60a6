import type { Release } from '../environment/schema.ts'
import { type Order, type Way, wayOf } from './build-order.ts'
import { entryOf } from './entry.ts'
import type { PastState } from './types.ts'

/**
 * The default state to go back to: the newest in which one of these services ran an older build than now,
 * and none a newer one.
 *
 * So it undoes the newest move, and never goes back to what someone had left: after A, B and a rollback to A, it is
 * what ran before A, or nothing, for B is newer than A. After a later move to C, B is no target either:
 * the move away from B went to something older, and that is the newer state.
 *
 * Several services are looked at together, so that the rollback of a whole environment undoes its newest move, and
 * not the newest move of each of its services.
 *
 * @param current what the environment runs now; usually the newest state of the past.
 */
export const previous = (
  services: readonly string[],
  current: Release,
  order: Order,
): PastState | undefined =>
  order.past.find(({ release }) => {
    const ways = services.map((service) => between(service, release, current, order))
    return ways.includes('forward') && !ways.includes('back')
  })

/** To begin with a service is a move forward, to do without it one back. */
function between(service: string, a: Release, b: Release, order: Order): Way {
  const from = entryOf(a, service)
  const to = entryOf(b, service)
  if (from && to) return wayOf(service, from, to, order)
  return from ? 'back' : to ? 'forward' : 'level'
}
