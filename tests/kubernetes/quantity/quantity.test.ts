import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical } from '../../../render/kubernetes/quantity/canonical.ts'
import { isLess } from '../../../render/kubernetes/quantity/less.ts'
import { parseQuantity } from '../../../render/kubernetes/quantity/parse.ts'
import { add, compare, isWhole, type Quantity, scale } from '../../../render/kubernetes/quantity/quantity.ts'

const of = (text: string): Quantity => parseQuantity(text) as Quantity

// TestQuantityCmp, TestAdd and TestMul of the same source as parse.test.ts, and what people write for one another.
test.each([
  ['0', '0', 0],
  ['100m', '50m', 1],
  ['50m', '100m', -1],
  ['10000T', '100Gi', 1],
  ['1000m', '1', 0],
  ['1024Mi', '1Gi', 0],
  ['1Gi', '1073741824', 0],
  ['1k', '1e3', 0],
  ['1E', '1e18', 0],
  ['1Ei', '1152921504606846976', 0],
  ['12e-1', '1200m', 0],
  ['.5', '500m', 0],
  ['+1', '1.', 0],
  ['1n', '0.1n', 0],
  ['1G', '1Gi', -1],
  ['9007199254740993', '9007199254740992', 1],
  ['-1', '1n', -1],
])('%s compared with %s: %s', (a, b, expected) => {
  expect(compare(of(a), of(b))).toBe(expected)
  expect(isLess(a, b)).toBe(expected < 0)
})

test.each<[unknown, unknown]>([
  ['1', 'much'],
  [undefined, '1'],
  ['0', undefined],
])('%s is not less than %s', (a, b) => {
  expect(isLess(a, b)).toBe(false)
})

test.each([
  ['0', '100m', '100m'],
  ['0', '1Gi', '1Gi'],
  ['1Gi', '0', '1Gi'],
  ['1Gi', '512Mi', '1536Mi'],
  ['1Gi', '1M', '1074741824'],
  ['500m', '1500m', '2'],
  ['1e3', '1k', '2e3'],
  ['0.1', '0.2', '300m'],
  ['1', '-1', '0'],
])('%s and %s make %s', (a, b, sum) => {
  expect(canonical(add(of(a), of(b)))).toBe(sum)
})

test.each([
  ['100m', 11, '1100m'],
  ['512Mi', 2, '1Gi'],
  ['1E', 20, '20E'],
  ['1', 0, '0'],
  ['3n', -1, '-3n'],
] as const)('%s times %s is %s', (amount, factor, product) => {
  expect(canonical(scale(of(amount), factor))).toBe(product)
})

test.each([
  ['1', true],
  ['1000m', true],
  ['1Ki', true],
  ['0.5Ki', true],
  ['1001m', false],
  ['0.1Mi', false],
  ['-1', true],
])('%s is whole: %s', (text, expected) => {
  expect(isWhole(of(text))).toBe(expected)
})

test('a sum of many equals the product', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat(50), (nanos, count) => {
      const one: Quantity = { nanos, format: 'decimal' }
      const sum = Array.from({ length: count }, () => one).reduce(add, of('0'))
      expect(compare(sum, scale(one, count))).toBe(0)
    }),
  )
})
