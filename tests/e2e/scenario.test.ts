import { expect, test } from 'vitest'
import { OFFERS } from './local/target.ts'
import { type Need, unmet } from './scenarios/scenario.ts'
import { SCENARIOS } from './scenarios/scenarios.ts'

test('scenarios are numbered from 1, without a gap or a duplicate', () => {
  const numbers = SCENARIOS.map(({ number }) => number).toSorted((a, b) => a - b)
  expect(numbers).toEqual(SCENARIOS.map((_, index) => index + 1))
})

test('a scenario does not run on a cluster that does not offer what it needs', () => {
  const left = (offers: readonly Need[]): number[] =>
    SCENARIOS.filter((each) => unmet(each, offers).length > 0).map(({ number }) => number)
  expect(left(OFFERS.pretend)).toEqual([3, 7, 13, 14, 18, 20])
  expect(left(OFFERS.real)).toEqual([19, 21, 22])
  expect(left(['real pods'])).toEqual([3, 4, 7, 9, 11, 16, 17, 18, 19, 20, 21, 22])
})
