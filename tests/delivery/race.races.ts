import { afterAll, expect, test } from 'vitest'
import { temporaryFolder } from '../support/repository.ts'
import { makeClones, removeTemplate } from './clones.ts'
import { race } from './race.ts'

afterAll(removeTemplate)

const progress = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

const CASES = [
  { how: 'in fifty rounds', processes: 8, rounds: 50, restless: false },
  // Far more than any CI: a process that is done begins again at once. Someone may give up then, if it says so.
  { how: 'ten times each, without a pause', processes: 8, rounds: 10, restless: true },
]

test.each(CASES)(
  'eight processes bump, promote, hold and edit at once, $how: nothing is lost',
  async ({ how, ...given }) => {
    const began = Date.now()
    const result = await race(makeClones(temporaryFolder()), { ...given, progress })
    progress(`${how}: ${JSON.stringify({ ...result, seconds: (Date.now() - began) / 1000 })}`)
    expect(result.accepted).toBeGreaterThan(given.rounds * 4)
    // A lost try is someone else's success: in a round, that is at most as many as there are processes.
    if (!given.restless) expect(result.gaveUp).toBe(0)
  },
)
