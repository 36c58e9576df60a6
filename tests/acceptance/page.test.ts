import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Result } from '../../render/acceptance/evaluate-criteria.ts'
import { hasTable, withTable } from '../../render/acceptance/page.ts'

const EMPTY = readFileSync(join(import.meta.dirname, 'page.md'), 'utf8')

const ACCEPTED = {
  documents: [
    {
      id: 'user',
      asks: 'Not root',
      criteria: ['container-user'],
      scenarios: [10],
      tests: ['tests/a.test.ts'],
    },
    { id: 'heal', asks: 'Heals', scenarios: [6, 12], seen: 'in 4 s', differs: 'nothing' },
  ],
}

const result = (state: Result['state'], seen: string): Result => ({
  ...{ id: 'container-user', title: '', method: '' },
  ...{ state, seen },
})

const run = (state: Result['state'], seen: string) => ({
  results: [result(state, seen)],
  where: 'minikube in context minikube',
  day: '2026-11-29',
})

test('without a run the table says that no run is recorded', () => {
  const page = withTable(EMPTY, ACCEPTED)
  expect(page).toContain('\nLive environment: no run is recorded.\n')
  expect(page).toContain(
    '| `user` | Not root | `container-user`, [e2e](e2e.md) 10, [a.test.ts](../tests/a.test.ts) |  |  |',
  )
  expect(page).toContain('| `heal` | Heals | [e2e](e2e.md) 6, 12 |  | in 4 s. nothing |')
})

test('results of a run are kept when the list is written again', () => {
  const page = withTable(EMPTY, ACCEPTED, run('passed', '6 containers as user 1001'))
  expect(page).toContain('Live environment: minikube in context minikube, on 2026-11-29.')
  expect(page).toContain('| `container-user`: 6 containers as user 1001 |')
  expect(withTable(page, ACCEPTED)).toBe(page)
  const other = { documents: [{ ...ACCEPTED.documents[0], id: 'user', asks: 'Never root' }] }
  expect(withTable(page, other)).toMatch(/Never root .* `container-user`: 6 containers as user 1001 \|/)
})

test('failed and skipped criteria are marked', () => {
  expect(withTable(EMPTY, ACCEPTED, run('failed', 'root'))).toContain('| **failed** `container-user`: root |')
  expect(withTable(EMPTY, ACCEPTED, run('skipped', 'x'))).toContain('| **skipped** `container-user`: x |')
})

test('text from a cluster breaks neither the table nor the page', () => {
  const hostile = 'a|b <!-- /criteria --> [x](y) `c`\n| `user` | d'
  const page = withTable(EMPTY, ACCEPTED, run('failed', hostile))
  expect(page.split('\n').filter((line) => line.startsWith('| `'))).toHaveLength(2)
  expect(page.match(/<!-- \/criteria -->/g)).toHaveLength(1)
  expect(withTable(page, ACCEPTED)).toBe(page)
})

test('a page without the markers has no table', () => {
  expect(hasTable(EMPTY)).toBe(true)
  expect(hasTable('# A page\n')).toBe(false)
})
