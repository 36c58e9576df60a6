import { ONE, type Quantity } from './quantity.ts'
import { BINARY, DECIMAL } from './units.ts'

/** Sign, digits, fraction and suffix. Whether the suffix is one is looked up. */
const FORM = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([a-zA-Z]*|[eE][+-]?[0-9]+)$/

/** Kubernetes caps what has a binary suffix at the greatest int64. */
const CAP = (2n ** 63n - 1n) * ONE

/** A larger exponent is a slip, and its digits would fill the memory. */
const MAX_EXPONENT = 1000

/**
 * A quantity as the API server reads it: grammar, suffixes, rounding up (away from 0) to billionths, and cap of
 * ParseQuantity in https://github.com/kubernetes/apimachinery/blob/v0.36.0/pkg/api/resource/quantity.go. YAML and JSON
 * may hold it as a number. Refused here and taken by ParseQuantity: a suffix without a number, which is 0 there, and
 * exponents beyond ±1000.
 *
 * @returns undefined if the value is not a quantity
 */
export function parseQuantity(value: unknown): Quantity | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') return undefined
  const [, sign, digits = '', fraction = '', suffix = ''] = FORM.exec(String(value)) ?? []
  if (digits + fraction === '') return undefined
  const size = sized(digits, fraction, suffix)
  return size && sign === '-' ? { ...size, nanos: -size.nanos } : size
}

function sized(digits: string, fraction: string, suffix: string): Quantity | undefined {
  const mantissa = BigInt(digits + fraction)
  const binary = BINARY.get(suffix)
  if (binary !== undefined) {
    const nanos = roundedUp((mantissa << BigInt(binary)) * ONE, fraction.length)
    return { nanos: nanos < CAP ? nanos : CAP, format: nanos > 0n && nanos < ONE ? 'decimal' : 'binary' }
  }
  const exponent = DECIMAL.get(suffix) ?? Number(/^[eE](.+)$/.exec(suffix)?.[1])
  if (Number.isNaN(exponent) || Math.abs(exponent) > MAX_EXPONENT) return undefined
  const tens = exponent + 9 - fraction.length
  const nanos = tens < 0 ? roundedUp(mantissa, -tens) : mantissa * 10n ** BigInt(tens)
  return { nanos, format: DECIMAL.has(suffix) ? 'decimal' : 'exponent' }
}

/** A number divided by a power of ten: a request above zero stays above zero. */
const roundedUp = (number: bigint, tens: number): bigint => {
  const divisor = 10n ** BigInt(tens)
  return (number + divisor - 1n) / divisor
}
