import { toNumber } from '../kubernetes/quantity.ts'
import { entries } from '../kubernetes/resource.ts'

/** How much of each resource: cores, bytes, or a count. */
export type Amounts = Readonly<Record<string, number>>

/** A quantity as a number; nothing if it is none. YAML may hold it as a number already. */
export function amountOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string') return undefined
  try {
    return toNumber(value)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** The quantities of a map; those that are none are left out. */
export const amountsIn = (map: unknown): Amounts =>
  Object.fromEntries(
    entries(map).flatMap(([key, value]) => {
      const amount = amountOf(value)
      return amount === undefined ? [] : [[key, amount]]
    }),
  )

export const add = (a: Amounts, b: Amounts): Amounts => merge(a, b, (x, y) => x + y)

export const greater = (a: Amounts, b: Amounts): Amounts => merge(a, b, Math.max)

export const times = (amounts: Amounts, factor: number): Amounts =>
  Object.fromEntries(Object.entries(amounts).map(([key, value]) => [key, value * factor]))

const merge = (a: Amounts, b: Amounts, join: (x: number, y: number) => number): Amounts =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [key, join(a[key] ?? 0, b[key] ?? 0)]),
  )

/** An amount for people: bytes as Mi or Gi, the rest to three places. */
export function showAmount(resource: string, amount: number): string {
  if (!/memory|storage$/.test(resource)) return String(round(amount))
  return amount < 2 ** 30 ? `${round(amount / 2 ** 20)}Mi` : `${round(amount / 2 ** 30)}Gi`
}

/** Sums of 0.1 are not exact. */
const round = (amount: number): number => Math.round(amount * 1000) / 1000
