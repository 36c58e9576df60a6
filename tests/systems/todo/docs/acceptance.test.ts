import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CRITERIA } from '../../../../render/acceptance/criteria.ts'
import { acceptancePage } from '../../../../render/acceptance/write-page.ts'
import { acceptedIn } from '../../../../render/commands/acceptance/accepted-in.ts'
import { readInputs } from '../../../../render/repository/inputs.ts'
import { SCENARIOS } from '../../../e2e/scenarios/scenarios.ts'
import { ROOT } from '../../../support/repository.ts'

const { accepted, problems } = acceptedIn(readInputs(ROOT).inputs)
const documents = accepted.documents ?? []

test('docs/acceptance.md is what `npm run docs` writes', () => {
  expect(readFileSync(join(ROOT, 'docs/acceptance.md'), 'utf8')).toBe(acceptancePage())
})

test('every criterion of the documents is tried by something that exists', () => {
  expect(problems).toEqual([])
  expect(documents.length).toBeGreaterThan(20)
  const numbers = SCENARIOS.map(({ number }) => number)
  for (const { id, criteria = [], scenarios = [], tests = [] } of documents) {
    expect(criteria.length + scenarios.length + tests.length, id).toBeGreaterThan(0)
    for (const number of scenarios) expect(numbers, id).toContain(number)
    for (const file of tests) expect(existsSync(join(ROOT, file)), `${id}: ${file}`).toBe(true)
  }
})

test('every criterion of `npm run acceptance` is one of the documents', () => {
  const named = new Set(documents.flatMap(({ criteria = [] }) => criteria))
  expect(CRITERIA.map(({ id }) => id).filter((id) => !named.has(id))).toEqual([])
})
