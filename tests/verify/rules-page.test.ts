import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
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

  const files = globSync('render/verify/rules/*/*.ts', { cwd: ROOT }).map((path) => basename(path, '.ts'))
  expect([...ids].sort()).toEqual(files.sort())
})

test('the tests of a rule are in the folder of its topic, as the rule is', () => {
  const of = (folder: string, ending: string) =>
    globSync(`*/*${ending}`, { cwd: join(ROOT, folder) }).map((path) => path.slice(0, -ending.length))
  const rules = new Set(of('render/verify/rules', '.ts'))
  const tests = of('tests/verify/rules', '.test.ts')
  expect(tests.length).toBeGreaterThan(0)
  expect(tests.filter((path) => !rules.has(path))).toEqual([])
})
