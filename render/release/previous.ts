import type { Release } from '../environment/schema.ts'
import { entryOf } from './entry.ts'
import type { PastState } from './types.ts'
import { type Order, type Way, wayOf } from './way.ts'

/**
 * The state to go back to if nobody names one: what these services ran before their newest move, like undo.
 *
 * The past is read as a stack. A move forward lays a state on top; a move back takes away every state that ran
 * anything newer, and they are never gone back to: somebody had a reason to leave them. After A, B, a rollback to A
 * and another rollback, it is therefore what ran before A, or nothing, and not B.
 *
 * Several services are looked at together, so that the rollback of a whole environment undoes its newest move, and
 * not the newest move of each of its services.
 *
 * @param current what the environment runs now; usually the newest state of the past.
 */
export function previous(services: readonly string[], current: Release, order: Order): PastState | undefined {
  const stack: PastState[] = []
  const uncover = (next: Release) => {
    for (let top = stack.at(-1); top && !isBefore(services, top.release, next, order); top = stack.at(-1))
      stack.pop()
  }
  for (const state of order.past.toReversed()) {
    uncover(state.release)
    stack.push(state)
  }
  uncover(current)
  return stack.at(-1)
}

/** Whether some service moved forward from `a` to `b`, and none back. */
function isBefore(services: readonly string[], a: Release, b: Release, order: Order): boolean {
  const ways = services.map((service) => between(service, a, b, order))
  return ways.includes('forward') && !ways.includes('back')
}

/** To begin with a service is a move forward, to do without it one back. */
function between(service: string, a: Release, b: Release, order: Order): Way {
  const from = entryOf(a, service)
  const to = entryOf(b, service)
  if (from && to) return wayOf(service, from, to, order)
  return from ? 'back' : to ? 'forward' : 'level'
}
