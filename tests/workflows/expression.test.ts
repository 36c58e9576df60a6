import { expect, test } from 'vitest'
import { evaluate, interpolate, isDue } from './runner/expression.ts'

const contexts = {
  github: { ref: 'refs/heads/main', event: {}, actor: 'someone' },
  matrix: { image: { service: 'backend' } },
  steps: { build: { outputs: {} } },
}
const good = { failed: false }

test.each([
  ["github.ref == 'refs/heads/main'", true],
  ["github.ref != 'refs/heads/main'", false],
  ["github.event.pull_request.number || 'none'", 'none'],
  ["github.actor == 'nobody' && 'yes' || ''", ''],
  ['!matrix.image.digest', true],
  ["matrix.image.digest == ''", true],
  ["steps.build.outputs.digest != ''", false],
  ['fromJSON(\'{"made":true}\').made', true],
  ["format('{0}[bot]', github.actor) == 'someone[bot]'", true],
  ["(always() || github.ref == 'it''s') && 'x'", 'x'],
])('%s is %s', (expression, value) => {
  expect(evaluate(expression, contexts, good)).toBe(value)
})

test.each([
  'github.reff',
  'steps.biuld.outputs.x',
  'env.X',
  'hashFiles()',
  "'a' 'b'",
  'github.ref ==',
  'a + b',
])('%s is a mistake', (expression) => {
  expect(() => evaluate(expression, contexts, good)).toThrow(expression)
})

test('a text keeps what is no expression; objects become JSON', () => {
  expect(interpolate(`a ${'$'}{{ github.actor }}, ${'$'}{{ toJSON(matrix.image) }}`, contexts)).toBe(
    'a someone, {\n  "service": "backend"\n}',
  )
})

test('after a failure, only what asks for it runs', () => {
  const failed = { failed: true }
  expect(isDue(undefined, contexts, failed)).toBe(false)
  expect(isDue("github.ref != ''", contexts, failed)).toBe(false)
  expect(isDue('always()', contexts, failed)).toBe(true)
  expect(isDue(`${'$'}{{ !matrix.image.digest }}`, contexts, good)).toBe(true)
})
