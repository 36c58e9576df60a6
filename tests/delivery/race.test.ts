import { afterAll, expect, test } from 'vitest'
import { temporaryFolder } from '../support/repository.ts'
import { makeClones, removeTemplate } from './clones.ts'
import { race } from './race.ts'

afterAll(removeTemplate)

// Eight processes in fifty rounds: `npm run test:races`.

test('a bump, a hold and an editor, three at once in two rounds: nothing is lost', async () => {
  const { accepted, gaveUp } = await race(makeClones(temporaryFolder()), { processes: 3, rounds: 2 })
  expect({ accepted, gaveUp }).toEqual({ accepted: 6, gaveUp: 0 })
})
