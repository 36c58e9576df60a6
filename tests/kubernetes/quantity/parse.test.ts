import { describe, expect, test } from 'vitest'
import { canonical } from '../../../render/kubernetes/quantity/canonical.ts'
import { parseQuantity } from '../../../render/kubernetes/quantity/parse.ts'
import { ONE } from '../../../render/kubernetes/quantity/quantity.ts'
import type { Format } from '../../../render/kubernetes/quantity/units.ts'
import recorded from './recorded.json' with { type: 'json' }

// The cases of TestQuantityParse in
// https://github.com/kubernetes/apimachinery/blob/v0.36.0/pkg/api/resource/quantity_test.go

/** A whole number times a power of ten, in billionths. */
const nanos = (mantissa: bigint, exponent = 0): bigint => mantissa * 10n ** BigInt(exponent + 9)

const MAX = 2n ** 63n - 1n

const CASES: readonly (readonly [Format, readonly (readonly [string, bigint])[]])[] = [
  [
    'decimal',
    [
      ...['0', '0n', '0u', '0m', '0k', '0M', '0G', '0T', '+0', '-0'].map((text) => [text, 0n] as const),
      ['1', nanos(1n)],
      ['5n', nanos(5n, -9)],
      ['4u', nanos(4n, -6)],
      ['3m', nanos(3n, -3)],
      ['9', nanos(9n)],
      ['8k', nanos(8n, 3)],
      ['50k', nanos(5n, 4)],
      ['7M', nanos(7n, 6)],
      ['6G', nanos(6n, 9)],
      ['5T', nanos(5n, 12)],
      ['300T', nanos(3n, 14)],
      ['2P', nanos(2n, 15)],
      ['1E', nanos(1n, 18)],
      ['12E', nanos(12n, 18)],
      ['100.035k', nanos(100_035n)],
      ['0.001', nanos(1n, -3)],
      ['0.0005k', nanos(5n, -1)],
      ['0.00500', nanos(5n, -3)],
      ['0.5', nanos(5n, -1)],
      ['9.01', nanos(901n, -2)],
      ['7.123456M', nanos(7_123_456n)],
      ['6.987654321G', nanos(6_987_654_321n)],
      ['40.1T', nanos(401n, 11)],
      ['2.5P', nanos(25n, 14)],
      ['1.01E', nanos(101n, 16)],
      // Rounded up to billionths.
      ['3.001n', 4n],
      ['0.0000000001', 1n],
      ['0.9n', 1n],
      ['0.00000012345', 124n],
      ['0.00000012354', 124n],
      ['0.000000000001Ki', 2n],
      ['.001', nanos(1n, -3)],
      ['.0001k', nanos(100n, -3)],
      ['1.', nanos(1n)],
      ['1.G', nanos(1n, 9)],
    ],
  ],
  [
    'binary',
    [
      ['0Ki', 0n],
      ['0Ti', 0n],
      ['1Ki', nanos(1024n)],
      ['8Ki', nanos(8n << 10n)],
      ['7Mi', nanos(7n << 20n)],
      ['6Gi', nanos(6n << 30n)],
      ['5Ti', nanos(5n << 40n)],
      ['4Pi', nanos(4n << 50n)],
      ['3Ei', nanos(3n << 60n)],
      ['100Ti', nanos(100n << 40n)],
      ['100.035Ki', nanos(10_243_584n, -2)],
      ['0.5Mi', nanos(1n << 19n)],
      ['0.1Mi', nanos(1_048_576n, -1)],
      ['0.05Gi', nanos(536_870_912n, -1)],
      ['0.025Ti', nanos(274_877_906_944n, -1)],
      // Capped.
      ['9Ei', nanos(MAX)],
      ['9223372036854775807Ki', nanos(MAX)],
    ],
  ],
  [
    'exponent',
    [
      ['1E-3', nanos(1n, -3)],
      ['1e3', nanos(1n, 3)],
      ['1E6', nanos(1n, 6)],
      ['1e14', nanos(1n, 14)],
      ['1E18', nanos(1n, 18)],
      ['0.5e0', nanos(5n, -1)],
      ['0.5e-2', nanos(5n, -3)],
      ['1.2e3', nanos(12n, 2)],
      ['1.3E+6', nanos(13n, 5)],
      ['1.53E12', nanos(153n, 10)],
      ['1.7E18', nanos(17n, 17)],
      ['1.1E-9', 2n],
      ['0.5e-9', 1n],
      ['1e-400', 1n],
      ['8e9', nanos(8n, 9)],
    ],
  ],
]

describe.each(CASES)('what is written in %s format', (format, cases) => {
  test.each(cases)('%s', (text, expected) => {
    expect(parseQuantity(text)).toEqual({ nanos: expected, format })
    if (/^[+-]/.test(text)) return
    expect(parseQuantity(`+${text}`)).toEqual({ nanos: expected, format })
    expect(parseQuantity(`-${text}`)).toEqual({ nanos: -expected, format })
  })
})

test.each([
  ...['1.1.M', '1+1.0M', '0.1mi', '0.1am', 'aoeu', '.5i', '1i', '-3.01i', '-3.01e-', ' 1', '1 '],
  ...[
    '',
    '1e',
    '1e1.5',
    '1Ee3',
    '1Gi\n',
    '1 Gi',
    '1KI',
    '1MB',
    '--1',
    '+-1',
    '1_000',
    '１',
    'Infinity',
    'NaN',
  ],
])('%j is not a quantity', (text) => {
  expect(parseQuantity(text)).toBeUndefined()
})

test.each(['m', 'Ki', '+', '-', '.', '-.', '.Ki'])(
  '%j, a suffix without a number, is refused: ParseQuantity takes it for 0',
  (text) => expect(parseQuantity(text)).toBeUndefined(),
)

test.each(['1e1001', '1e999999999', '1e4294967296', '1E-1001'])('%s has an exponent out of range', (text) => {
  expect(parseQuantity(text)).toBeUndefined()
})

test.each<[number | bigint, bigint]>([
  [1, nanos(1n)],
  [0.1, nanos(1n, -1)],
  [8e9, nanos(8n, 9)],
  [1e21, nanos(1n, 21)],
  [5e-7, nanos(5n, -7)],
  [2n ** 53n + 1n, nanos(2n ** 53n + 1n)],
])('the number %s, as YAML may hold it', (value, expected) => {
  expect(parseQuantity(value)?.nanos).toBe(expected)
})

test.each([null, undefined, true, {}, ['1'], Number.NaN, Number.POSITIVE_INFINITY])(
  '%s is no quantity',
  (value) => {
    expect(parseQuantity(value)).toBeUndefined()
  },
)

test('a very long number is read in time that grows with its length', () => {
  expect(parseQuantity(`${'9'.repeat(100_000)}x`)).toBeUndefined()
  expect(parseQuantity(`${'9'.repeat(100_000)}m`)?.nanos).toBe(BigInt('9'.repeat(100_000)) * (ONE / 1000n))
})

// Random texts with what resource.ParseQuantity of k8s.io/apimachinery v0.36.0 makes of them: billionths and the
// canonical text, or nothing where it refuses them.
test.each(recorded as [string, string?, string?][])(
  '%s as Kubernetes reads it',
  (text, expected, printed) => {
    const quantity = parseQuantity(text)
    expect(quantity && String(quantity.nanos)).toBe(expected)
    expect(quantity && canonical(quantity)).toBe(printed)
  },
)
