import type { Operator } from './mutation.ts'
import { additions } from './operators/additions.ts'
import { texts } from './operators/known.ts'
import { quantities } from './operators/quantities.ts'
import { structure } from './operators/structure.ts'
import { types } from './operators/types.ts'
import { values } from './operators/values.ts'
import { whole } from './operators/whole.ts'

/** Every way in which the test makes mistakes. */
export const OPERATORS: readonly Operator[] = [
  ...structure,
  ...types,
  ...values,
  ...quantities,
  ...texts,
  ...whole,
  ...additions,
]
