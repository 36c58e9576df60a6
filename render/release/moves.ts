import type { Release } from '../environment/schema.ts'
import { type Order, wayOf } from './build-order.ts'
import { entryOf } from './entry.ts'
import type { Entry } from './types.ts'

/** A service that a change lets run another build. */
export interface Move {
  readonly service: string
  readonly from?: Entry
  readonly to: Entry
}

/**
 * The services that go forward between two releases of an environment: gates are about those. One that goes back, stays or
 * leaves is none of them.
 */
export const movesForward = (before: Release, after: Release, order: Order): Move[] =>
  Object.keys(after.services).flatMap((service): Move[] => {
    const from = entryOf(before, service)
    const to = entryOf(after, service) as Entry
    if (!from) return [{ service, to }]
    return wayOf(service, from, to, order) === 'forward' ? [{ service, from, to }] : []
  })
