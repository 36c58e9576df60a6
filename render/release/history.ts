import type { Release } from '../environment/schema.ts'
import { wayOf } from './build-order.ts'
import { entryOf, sameImage } from './entry.ts'
import type { Entry, PastState, Relate } from './types.ts'

/** What one commit changed about one service: which build it ran before and after; none where it came or went. */
export interface Change {
  readonly service: string
  readonly from?: Entry
  readonly to?: Entry
  /** Whether it went back to an older build. */
  readonly back: boolean
}

export type HistoryEntry<T> = T & { readonly changes: readonly Change[]; readonly rollback: boolean }

/**
 * The commits that changed what an environment runs, newest first, each with what it changed.
 *
 * @param states newest first; whatever else they say (author, subject) is kept. The oldest one is compared to an
 *   environment that runs nothing: give one more than is to be shown if the list doesn't begin with the environment.
 */
export function history<T extends PastState>(
  states: readonly T[],
  relation: Relate,
): readonly HistoryEntry<T>[] {
  return states.flatMap((state, index) => {
    const before = states[index + 1]?.release ?? { services: {} }
    const names = [
      ...new Set([before, state.release].flatMap(({ services }) => Object.keys(services))),
    ].sort()
    const changes = names.flatMap((service) => changeOf(service, before, state.release, states, relation))
    return changes.length > 0 ? [{ ...state, changes, rollback: changes.some(({ back }) => back) }] : []
  })
}

function changeOf(
  service: string,
  before: Release,
  after: Release,
  past: readonly PastState[],
  relation: Relate,
): Change[] {
  const from = entryOf(before, service)
  const to = entryOf(after, service)
  if (from && to && sameImage(from, to)) return []
  const back =
    from !== undefined && to !== undefined && wayOf(service, from, to, { past, relation }) === 'back'
  return [{ service, ...(from && { from }), ...(to && { to }), back }]
}
