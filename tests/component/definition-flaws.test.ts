import { expect, test } from 'vitest'
import { definitionFlaws } from '../../render/component/definition-flaws.ts'
import { integer, object } from '../../render/component/schema.ts'

const flaws = (more: object) => definitionFlaws({ description: 'Any.', ...more }, ['postgres', 'backup'])

test('a component', () => {
  expect(
    flaws({
      values: object({ size: integer(1, 9, 'Its size') }),
      requires: ['postgres', { oneOf: ['backup', 'postgres'] }],
      conflicts: ['backup'],
      uses: ['host'],
      patches: () => [],
      check: undefined,
      formerly: { key: 'a.b', values: () => 1 },
    }),
  ).toEqual([])
})

test.each<[string, object, string]>([
  [
    'a misspelt key',
    { patchs: () => [] },
    'has the unknown key "patchs"; a component has description, values',
  ],
  ['a key of Object', { toString: () => '' }, 'has the unknown key "toString"'],
  ['a list instead of a function', { patches: [] }, 'patches must be a function.'],
  ['a name instead of a list', { requires: 'postgres' }, 'requires must be a list of names'],
  ['another key of environment.yaml', { uses: ['retain'] }, "uses must be ['host'] or []."],
  ['no schema', { values: { size: 1 } }, 'values must be a schema made with object({ … }).'],
  ['a schema of something else', { values: integer(1, 9, 'x') }, 'values must be a schema'],
  [
    'a component that base lacks',
    { conflicts: ['redis'] },
    'conflicts names "redis", and base/components has no',
  ],
  ['one of several', { requires: [{ oneOf: ['redis', 'backup'] }] }, 'requires names "redis"'],
  ['a key without words', { formerly: {} }, 'formerly must be { key: text, values?: function }.'],
])('%s', (_, more, expected) => expect(flaws(more)).toEqual([expect.stringContaining(expected)]))

test('everything wrong at once', () => {
  expect(flaws({ patches: [], claims: 1, uses: 'host' })).toHaveLength(3)
})
