import { expect, test } from 'vitest'
import { canRun } from './scenarios/scenario.ts'
import { SCENARIOS } from './scenarios/scenarios.ts'

test('scenarios are listed by their number, from 1 without a gap', () => {
  expect(SCENARIOS.map(({ number }) => number)).toEqual(SCENARIOS.map((_, index) => index + 1))
})

test('a scenario that needs real pods does not run without, nor one that needs pretended ones with real', () => {
  const left = (pods: 'real' | 'pretend'): number[] =>
    SCENARIOS.filter((each) => !canRun(each, pods)).map(({ number }) => number)
  expect(left('pretend')).toEqual([3, 7, 13, 14, 17])
  expect(left('real')).toEqual([18])
})
