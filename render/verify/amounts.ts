import { canonical } from '../kubernetes/quantity/canonical.ts'
import { parseQuantity } from '../kubernetes/quantity/parse.ts'
import * as quantity from '../kubernetes/quantity/quantity.ts'
import { entries, own } from '../kubernetes/resource.ts'

/** How much of each resource: cores, bytes, or a count. */
export type Amounts = Readonly<Record<string, quantity.Quantity>>

/** The quantities of a map; what is not a quantity is left out: the schema has refused it. */
export const amountsIn = (map: unknown): Amounts =>
  Object.fromEntries(
    entries(map).flatMap(([key, value]) => {
      const amount = parseQuantity(value)
      return amount ? [[key, amount]] : []
    }),
  )

export const add = (a: Amounts, b: Amounts): Amounts => merge(a, b, quantity.add)

export const greater = (a: Amounts, b: Amounts): Amounts => merge(a, b, quantity.greater)

export const times = (amounts: Amounts, factor: number): Amounts =>
  Object.fromEntries(Object.entries(amounts).map(([key, value]) => [key, quantity.scale(value, factor)]))

/** How much of one resource; 0 if there is none, also of one that is called as a property of every object is. */
export const amountOf = (amounts: Amounts, key: string): quantity.Quantity =>
  own(amounts, key) ?? quantity.ZERO

const merge = (a: Amounts, b: Amounts, join: typeof quantity.add): Amounts =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [
      key,
      join(amountOf(a, key), amountOf(b, key)),
    ]),
  )

/** A thousandth of each unit, in billionths. */
const BYTES: readonly (readonly [string, bigint])[] = [
  ['Ti', 2n ** 40n * 1_000_000n],
  ['Gi', 2n ** 30n * 1_000_000n],
  ['Mi', 2n ** 20n * 1_000_000n],
  ['Ki', 2n ** 10n * 1_000_000n],
]
const NO_UNIT = ['', 1_000_000n] as const

/** An amount for people, exactly: in the largest unit in which it has no more than three decimal places. */
export function showAmount(resource: string, { nanos, format }: quantity.Quantity): string {
  const units = /memory|storage$/.test(resource) ? BYTES.filter(([, size]) => nanos >= size * 1000n) : []
  const [unit, size] = [...units, NO_UNIT].find(([, size]) => nanos % size === 0n) ?? []
  if (unit === undefined || size === undefined) return canonical({ nanos, format })
  return (
    `${nanos / size / 1000n}.${String((nanos / size) % 1000n).padStart(3, '0')}`.replace(/\.?0+$/, '') + unit
  )
}
