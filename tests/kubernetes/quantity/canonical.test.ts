import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical } from '../../../render/kubernetes/quantity/canonical.ts'
import { parseQuantity } from '../../../render/kubernetes/quantity/parse.ts'
import type { Quantity } from '../../../render/kubernetes/quantity/quantity.ts'

const printed = (text: string): string => canonical(parseQuantity(text) as Quantity)

// TestQuantityString and TestQuantityParseEmit in
// https://github.com/kubernetes/apimachinery/blob/v0.36.0/pkg/api/resource/quantity_test.go
test.each([
  ['1Gi', '1024Mi'],
  ['300Mi', '307200Ki'],
  ['6Ki', '6Ki'],
  ['1001Gi', '1025024Mi'],
  ['1Ti', '1024Gi'],
  ['5', '5000m'],
  ['500m', '0.5'],
  ['512', '0.5Ki'],
  ['1G', '1000M', '0.001T', '1000000k', '1000000000'],
  ['1m', '1000u'],
  ['80m', '0.08'],
  ['1080m', '1.08', '1080000000n'],
  ['300M', '.3G'],
  ['1234567M', '1234567000k'],
  ['3k', '3000'],
  ['1025', '1025'],
  ['0', '0', '0Mi', '00', '-0', '0e3'],
  ['1e9', '.001e12', '1E9'],
  ['1e-3', '0.001e0'],
  ['1e-9', '1000e-12'],
  ['80e-3', '.08e0'],
  ['1n', '1n'],
  ['1080u', '1.08m'],
  ['1024m', '.001Ki'],
  ['1024u', '.000001Ki'],
  ['1024n', '.000000001Ki'],
  ['2n', '.000000000001Ki'],
  ['104857600m', '0.1Mi'],
  ['1536Mi', '1.5Gi'],
  ['9223372036854775807', '9Ei'],
])('%s', (expected, ...texts) => {
  for (const text of texts) {
    expect(printed(text)).toBe(expected)
    if (expected !== '0') expect(printed(`-${text}`)).toBe(`-${expected}`)
  }
})

test('a thousand of the greatest decimal unit stays what it is', () => {
  expect(printed('1000E')).toBe('1000E')
})

test('what is printed reads as the same quantity, and prints the same again in the format that it reads as', () => {
  const quantity = fc.record({
    nanos: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
    format: fc.constantFrom('decimal' as const, 'exponent' as const),
  })
  const binary = fc.record({
    nanos: fc.bigInt({ min: -(2n ** 63n - 1n), max: 2n ** 63n - 1n }).map((each) => each * 10n ** 9n),
    format: fc.constant('binary' as const),
  })
  fc.assert(
    fc.property(fc.oneof(quantity, binary), (each) => {
      const text = canonical(each)
      expect(parseQuantity(text)?.nanos).toBe(each.nanos)
      // A binary quantity without a suffix reads as a decimal one, in Kubernetes too.
      const format = each.format === 'binary' && !text.endsWith('i') ? 'decimal' : each.format
      expect(printed(text)).toBe(canonical({ ...each, format }))
    }),
    { examples: [[{ nanos: 100140603641077000n * 10n ** 9n, format: 'binary' }]] },
  )
})
