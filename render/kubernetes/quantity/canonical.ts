import { isWhole, ONE, type Quantity } from './quantity.ts'
import { BINARY, DECIMAL } from './units.ts'

/**
 * A quantity as Kubernetes prints it: no fraction, the largest suffix that loses nothing, in the format in which it was
 * written. Binary suffixes are for whole numbers from 1024 on; others get a decimal one.
 *
 * CanonicalizeBytes in https://github.com/kubernetes/apimachinery/blob/v0.36.0/pkg/api/resource/quantity.go. It prints
 * `1000E` as `1`; here it stays `1000E`.
 */
export function canonical(quantity: Quantity): string {
  const { nanos, format } = quantity
  if (nanos === 0n) return '0'
  const size = nanos < 0n ? -nanos : nanos
  const text =
    format === 'binary' && size >= 1024n * ONE && isWhole(quantity) ? binary(size / ONE) : undefined
  return (nanos < 0n ? '-' : '') + (text ?? decimal(size, format === 'exponent'))
}

function binary(size: bigint): string {
  const [suffix, power] = [...BINARY].findLast(([, power]) => size % 2n ** BigInt(power) === 0n) ?? ['', 0]
  return `${size >> BigInt(power)}${suffix}`
}

function decimal(nanos: bigint, asExponent: boolean): string {
  const digits = String(nanos)
  const zeros = digits.length - digits.search(/0*$/)
  const thousands = Math.floor(zeros / 3)
  const exponent = asExponent ? thousands * 3 - 9 : Math.min(thousands * 3 - 9, 18)
  const number = digits.slice(0, digits.length - (exponent + 9))
  if (asExponent) return exponent === 0 ? number : `${number}e${exponent}`
  return number + SUFFIX.get(exponent)
}

const SUFFIX = new Map([...DECIMAL].map(([suffix, exponent]) => [exponent, suffix]))
