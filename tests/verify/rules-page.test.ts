import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RULES } from '../../render/verify/rules.ts'
import { rulesPage } from '../../render/verify/write-rules.ts'
import { ROOT } from '../support/repository.ts'

test('docs/rules.md is what `npm run rules` writes', () => {
  expect(readFileSync(join(ROOT, 'docs/rules.md'), 'utf8')).toBe(rulesPage)
})

test('every rule has a name of its own, and every file of a rule is listed', () => {
  const ids = RULES.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)

  const files = globSync('render/verify/rules/*.ts', { cwd: ROOT }).map((path) => path.slice(20, -3))
  expect([...ids].sort()).toEqual(files.sort())
})
