import type { Format } from './units.ts'

/**
 * An exact amount of CPU (cores), memory or storage (bytes), or a count, as resource.Quantity of
 * https://pkg.go.dev/k8s.io/apimachinery/pkg/api/resource holds it. Nothing finer than a billionth exists there, so that
 * whole billionths lose nothing.
 */
export interface Quantity {
  readonly nanos: bigint
  readonly format: Format
}

/** Billionths in 1. */
export const ONE = 1_000_000_000n

export const ZERO: Quantity = { nanos: 0n, format: 'decimal' }

/** A whole number as a quantity. @param format how it prints */
export const fromInteger = (count: number | bigint, format: Format = 'decimal'): Quantity => ({
  nanos: BigInt(count) * ONE,
  format,
})

/** Below 0 if a is less than b, above 0 if it is greater, 0 if they are equal however they are written. */
export const compare = (a: Quantity, b: Quantity): number =>
  a.nanos < b.nanos ? -1 : Number(a.nanos > b.nanos)

/** The sum, in the format of a, or of b if a is 0. */
export const add = (a: Quantity, b: Quantity): Quantity => ({
  nanos: a.nanos + b.nanos,
  format: a.nanos === 0n ? b.format : a.format,
})

/** @param factor a whole number */
export const scale = ({ nanos, format }: Quantity, factor: number | bigint): Quantity => ({
  nanos: nanos * BigInt(factor),
  format,
})

export const greater = (a: Quantity, b: Quantity): Quantity => (compare(a, b) < 0 ? b : a)

export const isPositive = ({ nanos }: Quantity): boolean => nanos > 0n

export const isWhole = ({ nanos }: Quantity): boolean => nanos % ONE === 0n
