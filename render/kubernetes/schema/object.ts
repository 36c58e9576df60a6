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
    if (typeof known === 'object' && (inner !== null || isKept(walk, known)))
      walk.visit(walk, known, inner, rules, key)
    else if (!known && !schema['x-kubernetes-preserve-unknown-fields']) unknownField(walk, key, properties)
    walk.path.pop()
  }
  for (const key of schema.required ?? []) if (isMissing(value[key])) missingField(walk, key)
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
  const {
    additionalProperties,
    required,
    minProperties = 0,
    maxProperties = Number.POSITIVE_INFINITY,
  } = schema
  for (const [key, inner] of Object.entries(value)) {
    walk.path.push(key)
    const wrong = rules?.[`${field}.key`]?.(key)
    if (wrong) walk.found.push(wrongKey([...walk.path], wrong))
    if (typeof additionalProperties === 'object')
      walk.visit(walk, additionalProperties, inner, rules, `${field}.*`)
    walk.path.pop()
  }
  for (const key of required ?? []) if (isMissing(value[key])) missingField(walk, key)
  const count = Object.keys(value).length
  if (count < minProperties) report(walk, `Expected at least ${minProperties} entries, found ${count}.`)
  if (count > maxProperties) report(walk, `Expected at most ${maxProperties} entries, found ${count}.`)
}

/** Only in an operator's kind, metadata apart, and only where there is no default does the API server keep a null. */
const isKept = ({ custom, path }: Walk, schema: Schema): boolean =>
  custom && path[0] !== 'metadata' && schema.default === undefined

const isMissing = (value: unknown): boolean => value === undefined || value === null

function unknownField(walk: Walk, key: string, properties: Fields): void {
  walk.found.push(wrongKey([...walk.path], `Unknown field "${key}".${suggest(key, Object.keys(properties))}`))
}

function missingField({ path, found }: Walk, key: string): void {
  const owner = path.findLast((step) => typeof step === 'string')
  const under = owner === undefined ? '' : ` under "${owner}"`
  found.push(wrongValue([...path, key], `The field "${key}" is missing${under}.`))
}
