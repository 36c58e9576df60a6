import { expect, test } from 'vitest'
import { quantity } from '../../../render/kubernetes/values/quantity.ts'

test.each<[unknown, string]>([
  ['256Mb', 'Unknown unit "Mb" in quantity "256Mb". Did you mean "256M"?'],
  ['256mb', 'Unknown unit "mb" in quantity "256mb". Did you mean "256M"?'],
  ['256mi', 'Unknown unit "mi" in quantity "256mi". Did you mean "256Mi"?'],
  ['1GiB', 'Unknown unit "GiB" in quantity "1GiB". Did you mean "1Gi"?'],
  ['1.5kB', 'Unknown unit "kB" in quantity "1.5kB". Did you mean "1.5k"?'],
  ['1K', 'Unknown unit "K" in quantity "1K". Did you mean "1k"?'],
  [
    '2cores',
    'Unknown unit "cores" in quantity "2cores". Use one of n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei.',
  ],
  ['1 Gi', 'A quantity has no spaces; write "1Gi".'],
  ['1Gi ', 'A quantity has no spaces; write "1Gi".'],
  ['1e1001', 'The exponent of the quantity "1e1001" is out of range; use one from -1000 to 1000.'],
  ['half', '"half" is not a quantity such as 250m or 256Mi.'],
  ['', '"" is not a quantity such as 250m or 256Mi.'],
  [true, 'Must be a quantity such as 250m or 256Mi, found the boolean true.'],
])('%s: %s', (value, message) => {
  expect(quantity(value)).toBe(message)
})

test.each(['1e9', '.5', '1Ei', '100n', '1E', '+1', '1.', '1e-3', '0.1Mi', 1, 8e9])('%s is right', (value) => {
  expect(quantity(value)).toBeUndefined()
})
