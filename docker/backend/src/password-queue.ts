import { unavailable } from '@todo/shared/upstream'
import { createFairQueue, type FairQueue } from './fair-queue.ts'

/**
 * Where passwords wait to be hashed, the one thing here that is slow on purpose. Two at once, because name look-ups
 * and files need the other two of Node's four threads. The wait ends before the frontend's patience (10 s).
 */
export function createPasswordQueue(): FairQueue {
  return createFairQueue({
    parallel: 2,
    perKey: 32,
    total: 256,
    waitMs: 8_000,
    refusal: () => unavailable('too_busy', 'Too many people are signing in; try again shortly.'),
  })
}
