import type { Check } from '../values/check.ts'
import type { KubernetesSchemas, Schema } from './data.ts'
import { type SchemaViolation, wrongValue } from './violation.ts'

/** One pass over one manifest. */
export interface Walk {
  readonly schemas: KubernetesSchemas
  readonly rules: Rules
  /** Whether the kind is an operator's: there `field: null` is wrong; elsewhere it is a field that isn't there. */
  readonly custom: boolean
  /** Where the pass stands now. */
  readonly path: (string | number)[]
  readonly found: SchemaViolation[]
  /** Goes on with a value further down. */
  readonly visit: Visit
}

/** @param rules of the definition that holds the value. @param field its name there. */
export type Visit = (
  walk: Walk,
  schema: Schema,
  value: unknown,
  rules?: Rules[string],
  field?: string,
) => void

/**
 * What the API server asks of the fields of a definition beyond their types. `field` is for the value, for each item
 * where it is a list; `field.*` is for each value of a map, `field.key` for each of its keys; `` is for the whole.
 */
export type Rules = Readonly<Record<string, Readonly<Record<string, Check>>>>

/** Notes what is wrong with the value at hand. */
export function report(walk: Walk, message: string): true {
  walk.found.push(wrongValue([...walk.path], message))
  return true
}
