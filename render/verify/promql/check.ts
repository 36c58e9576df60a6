import type { Type } from './functions.ts'
import type { Flaw, Part } from './tree.ts'

/** One pass over an expression: what it finds on the way. */
export interface Check {
  readonly found: Flaw[]
  /** The type of a part that is an expression itself; nothing where that can't be told. */
  readonly typeOf: (part: Part) => Type | undefined
}
