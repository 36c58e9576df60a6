import { parseQuantity } from './parse.ts'
import { compare } from './quantity.ts'

/** Whether the quantity in one field of a manifest is less than that in another; false if either is not a quantity. */
export function isLess(a: unknown, b: unknown): boolean {
  const [left, right] = [parseQuantity(a), parseQuantity(b)]
  return left !== undefined && right !== undefined && compare(left, right) < 0
}
