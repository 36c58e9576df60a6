import { suggest } from '../../problem/nearest.ts'
import type { Schema } from './data.ts'
import { wrongKey, wrongValue } from './violation.ts'
import { type Rules, report, type Walk } from './walk.ts'

type Fields = Readonly<Record<string, unknown>>

/** An object with known fields: what is unknown, what is missing, and what each holds. */
export function checkObject(walk: Walk, schema: Schema, value: Fields, rules?: Rules[string]): void {
  const { properties = {}, additionalProperties } = schema
  for (const [key, inner] of Object.entries(value)) {
    const known = Object.hasOwn(properties, key) ? properties[key] : additionalProperties
    walk.path.push(key)
    if (typeof known === 'object' && (inner !== null || isKept(walk)))
      walk.visit(walk, known, inner, rules, key)
    else if (!known && !schema['x-kubernetes-preserve-unknown-fields']) unknownField(walk, key, properties)
    walk.path.pop()
  }
  checkRequired(walk, schema, value)
  checkCount(walk, schema, value)
  const wrong = rules?.['']?.(value)
  if (wrong) report(walk, wrong)
}

/** A map from free names to values of one kind, such as labels. */
export function checkMap(
  walk: Walk,
  schema: Schema,
  value: Fields,
  rules?: Rules[string],
  field?: string,
): void {
  const { additionalProperties } = schema
  for (const [key, inner] of Object.entries(value)) {
    walk.path.push(key)
    const wrong = rules?.[`${field}.key`]?.(key)
    if (wrong) walk.found.push(wrongKey([...walk.path], wrong))
    if (typeof additionalProperties === 'object')
      walk.visit(walk, additionalProperties, inner, rules, `${field}.*`)
    walk.path.pop()
  }
  checkRequired(walk, schema, value)
  checkCount(walk, schema, value)
}

function checkCount(walk: Walk, schema: Schema, value: Fields): void {
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = schema
  const count = Object.keys(value).length
  if (count < minProperties) report(walk, `Expected at least ${minProperties} entries, found ${count}.`)
  if (count > maxProperties) report(walk, `Expected at most ${maxProperties} entries, found ${count}.`)
}

/**
 * With server-side apply, with which Argo CD syncs here, the API server keeps a null only in an operator's kind, metadata
 * apart. Where a default stands for it, it is gone already.
 */
const isKept = ({ custom, path }: Walk): boolean => custom && path[0] !== 'metadata'

function checkRequired(walk: Walk, { required = [] }: Schema, value: Fields): void {
  for (const key of required) {
    const inner = Object.hasOwn(value, key) ? value[key] : undefined
    if (inner === undefined || (inner === null && !isKept(walk))) missingField(walk, key)
  }
}

function unknownField(walk: Walk, key: string, properties: Fields): void {
  walk.found.push(wrongKey([...walk.path], `Unknown field "${key}".${suggest(key, Object.keys(properties))}`))
}

function missingField({ path, found }: Walk, key: string): void {
  const owner = path.findLast((step) => typeof step === 'string')
  const under = owner === undefined ? '' : ` under "${owner}"`
  found.push(wrongValue([...path, key], `The field "${key}" is missing${under}.`))
}
