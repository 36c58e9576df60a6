import { rmSync } from 'node:fs'
import * as fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { place } from '../bench/place.ts'
import { histories } from './operations.ts'
import { play } from './play.ts'
import type { Tally } from './world.ts'

const { folder } = place()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const settings = (numRuns: number) => ({ numRuns, seed: 20261121, endOnFailure: true })

/** What has to have happened, or nothing was tested. */
const HAPPENED = [
  ...['bump: set', 'bump: held', 'bump: older', 'bump: refused', 'promote: allowed', 'promote: refused'],
  ...['rollback: revert', 'rollback: restore', 'rollback: refused'],
  ...['rollback: nothing else changed', 'rollback: something else changed'],
  ...['hold', 'lift', 'change', 'pull-request', 'revert'],
]

// `npm run test:histories` plays a thousand.
test('what is promised holds after every operation of random histories', async () => {
  const tally: Tally = {}
  await fc.assert(
    fc.asyncProperty(histories, (history) => play(folder, { ...history, real: false }, tally)),
    settings(25),
  )
  expect(Object.keys(tally)).toEqual(expect.arrayContaining(HAPPENED))
}, 300_000)

test('and on the base that the engine came with', async () => {
  await fc.assert(
    fc.asyncProperty(histories, (history) => play(folder, { ...history, real: true }, {})),
    settings(2),
  )
}, 300_000)
