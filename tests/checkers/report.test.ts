import { expect, test } from 'vitest'
import { exitOf, lines } from './report.ts'
import type { Result } from './run-checker.ts'

const base = { name: 'hadolint', version: '1.0.0' }
const ran = {
  ...base,
  state: 'ran',
  seconds: 0.42,
  installSeconds: 0,
  open: [],
  stale: [],
  excused: 0,
} as const
const open = [{ rule: 'DL1', place: 'docker/backend/Dockerfile:3', message: 'not\nlike this' }]
const stale = [{ checker: 'hadolint', rule: 'DL2', place: /^docker/, reason: 'meant' }]
const RESULTS = {
  good: ran,
  found: { ...ran, open },
  stale: { ...ran, stale },
  skipped: { ...base, state: 'skipped', why: 'the registry refuses.' },
  failed: { ...base, state: 'failed', why: 'it crashed.' },
} as const satisfies Record<string, Result>

test.each<[(keyof typeof RESULTS)[], number, number]>([
  [['good'], 0, 0],
  [['good', 'skipped'], 0, 3],
  [['good', 'found'], 1, 1],
  [['stale'], 1, 1],
  [['failed', 'good'], 3, 3],
  [['failed', 'found', 'skipped'], 1, 1],
])('%j exits with %i, and with %i if nothing may be skipped', (names, exit, strict) => {
  const results = names.map((name) => RESULTS[name])
  expect(exitOf(results, false)).toBe(exit)
  expect(exitOf(results, true)).toBe(strict)
})

test('a finding is one line, a stale exception says what to do, a skip says why', () => {
  expect(lines(RESULTS.found)).toEqual([
    'hadolint 1.0.0: 1 finding, 0.4 s',
    '  docker/backend/Dockerfile:3: DL1: not like this',
  ])
  expect(lines({ ...RESULTS.stale, excused: 2, installSeconds: 3 })).toEqual([
    'hadolint 1.0.0: 1 stale exception, 2 excused, 0.4 s, installed in 3.0 s',
    '  exceptions.ts: DL2 at ^docker matches nothing any more: remove it.',
  ])
  expect(lines(RESULTS.skipped)).toEqual(['hadolint 1.0.0: skipped: the registry refuses.'])
})
