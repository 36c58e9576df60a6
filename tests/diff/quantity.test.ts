import { expect, test } from 'vitest'
import { billionths, isLess } from '../../render/diff/compare/quantity.ts'

test.each([
  ['1000m', '1'],
  ['1', 1],
  ['0.1', '100m'],
  ['1024Mi', '1Gi'],
  ['1Gi', '1073741824'],
  ['1k', '1e3'],
  ['1E', '1e18'],
  ['1Ei', '1152921504606846976'],
  ['12e-1', '1200m'],
  ['1500u', '1.5m'],
  ['.5', '500m'],
  ['5.', '5'],
  ['+1', '1'],
  ['1n', '0.1n'],
])('%s is %s', (a, b) => {
  expect(billionths(a)).toBeTypeOf('bigint')
  expect(billionths(a)).toBe(billionths(b))
})

test.each(['', 'm', '1Kb', '1 Gi', 'half', '1e', '--1', null, undefined, {}, ['1']])(
  '%j is none',
  (value) => {
    expect(billionths(value)).toBeUndefined()
  },
)

test.each<[unknown, unknown, boolean]>([
  ['999m', '1', true],
  ['1', '1000m', false],
  ['1G', '1Gi', true],
  ['9007199254740993', '9007199254740992', false],
  ['9007199254740992', '9007199254740993', true],
  ['1', 'much', false],
  [undefined, '1', false],
])('%s is less than %s: %s', (a, b, less) => {
  expect(isLess(a, b)).toBe(less)
})
