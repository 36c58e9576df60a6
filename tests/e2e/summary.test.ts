import { expect, test } from 'vitest'
import { markdown, type Result, type Summary } from './summary.ts'

const result = (number: number, passed: boolean): Result => ({
  ...{ number, title: `Scenario ${number}`, passed, ms: 1500 },
  ...{ seen: [`seen ${number}`], notExercised: number === 1 ? ['images'] : [] },
})

const summary = (...results: Result[]): Summary => ({
  ...{
    date: '2026-11-29',
    commit: 'abc1234',
    pods: '**pretended**',
    machine: '2 CPUs',
    startMs: 2000,
    results,
  },
  notRun: ['3: Under load'],
  versions: { Kubernetes: '1.36.1' },
})

test('says what was seen, how long it took and what was not exercised', () => {
  const text = markdown(summary(result(1, true), result(2, true)))
  expect(text).toMatch(/^2 scenarios passed in 5\.0 s/)
  expect(text).toContain('| 2 | Scenario 2 | passed | 1.5 s |')
  expect(text).toContain('- 1: seen 1')
  expect(text).toContain('## Not exercised\n\n- 1: images')
  expect(text).toContain('## Not run\n\n- 3: Under load')
  expect(text).toContain('Pods are **pretended**.')
})

test('counts what failed', () => {
  const text = markdown(summary(result(1, true), result(2, false)))
  expect(text).toMatch(/^1 of 2 scenarios failed/)
  expect(text).toContain('| 2 | Scenario 2 | **failed** | 1.5 s |')
})

test('keeps a table row on one line', () => {
  const text = markdown(summary({ ...result(1, false), seen: ['first\nsecond'] }))
  expect(text).toContain('- 1: first second')
})
