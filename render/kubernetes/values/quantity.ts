import { explainQuantity } from '../quantity/explain.ts'
import { parseQuantity } from '../quantity/parse.ts'
import { show } from '../schema/violation.ts'
import type { Check } from './check.ts'

/** CPU, memory or storage. A number without a unit is a quantity too. */
export const quantity: Check = (value) => {
  if (parseQuantity(value)) return undefined
  return typeof value === 'string'
    ? explainQuantity(value)
    : `Must be a quantity such as 250m or 256Mi, found ${show(value)}.`
}

/** What is not a quantity is the other check's. */
export const notNegative: Check = (value) => {
  const found = parseQuantity(value)
  return found && found.nanos < 0n ? `Must be a quantity ≥ 0, found ${value}.` : undefined
}
