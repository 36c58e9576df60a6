import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Fleet } from '../../render/environment/schema.ts'
import { ROOT } from '../support/repository.ts'
import { CHECKERS } from './checkers.ts'
import { EXCEPTIONS } from './exceptions.ts'
import { KUBERNETES } from './pins.ts'

// A misspelt checker would be an exception that nothing ever looks at.
test.each(EXCEPTIONS)('$checker $rule: names a checker and gives a reason', ({ checker, reason }) => {
  expect(CHECKERS.map(({ name }) => name)).toContain(checker)
  expect(reason).toMatch(/^\S.{20,}\.$/)
})

test('no two checkers have one name', () => {
  const names = CHECKERS.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

test('manifests are checked for the Kubernetes that every cluster runs', () => {
  const { clusters } = parse(readFileSync(join(ROOT, 'environments/fleet.yaml'), 'utf8')) as Fleet
  expect(new Set(Object.values(clusters).map(({ kubernetes }) => kubernetes))).toEqual(new Set([KUBERNETES]))
})
