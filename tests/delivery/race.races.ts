import { afterAll, expect, test } from 'vitest'
import { temporaryFolder } from '../support/repository.ts'
import { makeClones, removeTemplate } from './clones.ts'
import { race } from './race.ts'

afterAll(removeTemplate)

const PROCESSES = 8
const ROUNDS = Number(process.env['ROUNDS'] ?? 50)

test(`${PROCESSES} processes bump, promote, hold and edit at once in ${ROUNDS} rounds: nothing is lost`, async () => {
  const began = Date.now()
  const result = await race(makeClones(temporaryFolder()), {
    ...{ processes: PROCESSES, rounds: ROUNDS },
    progress: (line) => process.stderr.write(`${line}\n`),
  })
  process.stderr.write(`${JSON.stringify({ ...result, seconds: (Date.now() - began) / 1000 })}\n`)
  expect(result.accepted).toBeGreaterThan(ROUNDS * 3)
  expect(result.gaveUp).toBe(0)
})
