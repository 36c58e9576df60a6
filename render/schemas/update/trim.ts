import type { Schema } from '../../kubernetes/schema/data.ts'

/** The keywords that say what is valid. Descriptions, examples and what only kubectl needs are left out. */
const KEPT: ReadonlySet<string> = new Set([
  '$ref',
  'additionalProperties',
  'allOf',
  'anyOf',
  'default',
  'enum',
  'exclusiveMinimum',
  'format',
  'items',
  'maxItems',
  'maxLength',
  'maxProperties',
  'maximum',
  'minItems',
  'minLength',
  'minProperties',
  'minimum',
  'not',
  'nullable',
  'oneOf',
  'pattern',
  'properties',
  'required',
  'type',
  'x-kubernetes-int-or-string',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-list-type',
  'x-kubernetes-preserve-unknown-fields',
])

/** The same schema with nothing but what validation reads. */
export function trim(schema: object): Schema {
  // OpenAPI wraps a reference to say more beside it, but all it says beside is a description and an empty default.
  const [wrapped, ...others] = (schema as Schema).allOf ?? []
  if (wrapped?.$ref && others.length === 0) return trim(wrapped)
  const kept = Object.entries(schema).filter(([keyword]) => KEPT.has(keyword))
  return Object.fromEntries(kept.map(([keyword, value]) => [keyword, trimKeyword(keyword, value)])) as Schema
}

function trimKeyword(keyword: string, value: unknown): unknown {
  if (keyword === 'properties')
    return Object.fromEntries(Object.entries(value as object).map(([name, schema]) => [name, trim(schema)]))
  if (keyword === 'default' || keyword === 'enum' || keyword === 'required') return value
  if (keyword === '$ref') return shortName((value as string).split('/').at(-1) as string)
  if (Array.isArray(value)) return value.map((each) => (typeof each === 'object' ? trim(each) : each))
  return typeof value === 'object' && value !== null ? trim(value) : value
}

/** `io.k8s.api.apps.v1.Deployment` is `apps.v1.Deployment` here. */
export const shortName = (name: string): string =>
  name.replace(
    /^io\.k8s\.(api\.|apimachinery\.pkg\.(apis\.|api\.|util\.)?|apiextensions-apiserver\.pkg\.apis\.|kube-aggregator\.pkg\.apis\.)/,
    '',
  )
