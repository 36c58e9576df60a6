import { at } from '../resource.ts'
import type { Schema } from './data.ts'

/**
 * A value of an operator's kind as the API server judges it: with the defaults of its schema, which count as given, also
 * in the place of a null that is not allowed.
 *
 * https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#defaulting
 */
export function withDefaults(schema: Schema, value: unknown): unknown {
  if (Array.isArray(value)) {
    const { items } = schema
    return items ? value.map((item) => withDefaults(items, item ?? defaultOf(items, item))) : value
  }
  if (typeof value !== 'object' || value === null) return value
  const { properties = {}, additionalProperties } = schema
  const given = Object.entries(value).map(([key, inner]): [string, unknown] => {
    const known = at(properties, key) ?? additionalProperties
    if (typeof known !== 'object') return [key, inner]
    return [key, withDefaults(known, inner ?? defaultOf(known, inner))]
  })
  const added = Object.entries(properties)
    .filter(([key, known]) => known.default !== undefined && !Object.hasOwn(value, key))
    .map(([key, known]): [string, unknown] => [key, withDefaults(known, known.default)])
  return Object.fromEntries([...given, ...added])
}

const defaultOf = ({ nullable, default: known }: Schema, value: unknown): unknown =>
  value === null && !nullable && known !== undefined ? known : value
