import { expect, test } from 'vitest'
import { keptOptions } from '../support/kept-options.ts'

test('a script of the tests refuses options that npm kept, so that --strict is not lost', () => {
  const of = (event: string) =>
    keptOptions('test:checkers', ['strict', 'json'], {
      npm_lifecycle_event: event,
      npm_config_strict: 'true',
    })
  expect(of('test:checkers')).toBe(
    'npm kept --strict for itself. Put options after --: npm run test:checkers -- --strict',
  )
  expect(of('test')).toBeUndefined()
})
