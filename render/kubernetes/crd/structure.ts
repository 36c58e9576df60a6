import { isDeepStrictEqual } from 'node:util'
import type { Schema } from '../schema/data.ts'
import { expressionOf } from '../schema/pattern.ts'
import { type Path, type SchemaViolation, wrongKey, wrongValue } from '../schema/violation.ts'
import { undeclaredFields } from './complete.ts'

/** A schema as people write it, with the keywords that a structural one may not have. */
type Written = Schema & { readonly [keyword: string]: unknown }

/** Where a schema stands: at the root, for a field or map, for the items of a list, or under `anyOf` and its kin. */
type Place = 'root' | 'field' | 'item' | 'junction'

/**
 * What makes a schema not structural, or not a schema that the API server takes. Expressions
 * (`x-kubernetes-validations`) are not looked at.
 *
 * Sources: apiextensions-apiserver, pkg/apiserver/schema/validation.go and pkg/apis/apiextensions/validation.
 * https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export function structureFlaws(schema: Schema, path: Path): SchemaViolation[] {
  const found: SchemaViolation[] = []
  look(schema as Written, path, 'root', found)
  return found
}

function look(schema: Written, path: Path, place: Place, found: SchemaViolation[]): void {
  for (const keyword of UNSUPPORTED)
    if (schema[keyword] !== undefined && schema[keyword] !== false)
      found.push(wrongKey([...path, keyword], `A CustomResourceDefinition can't use "${keyword}".`))
  if (place === 'junction') notInJunction(schema, path, found)
  else {
    checkType(schema, path, place, found)
    checkList(schema, path, found)
  }
  checkPattern(schema, path, found)
  if (place === 'root') checkRoot(schema, path, found)

  const below = (next: unknown, place: Place, ...steps: Path): void => {
    if (typeof next === 'object' && next !== null) look(next as Written, [...path, ...steps], place, found)
  }
  const inner = (usual: Place): Place => (place === 'junction' ? 'junction' : usual)
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    if (place !== 'root' || name !== 'metadata') below(property, inner('field'), 'properties', name)
  below(schema.additionalProperties, inner('field'), 'additionalProperties')
  below(schema.items, inner('item'), 'items')
  below(schema.not, 'junction', 'not')
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const)
    for (const [index, each] of (schema[keyword] ?? []).entries())
      if (!saysEither(schema, keyword, index)) below(each, 'junction', keyword, index)
}

const UNSUPPORTED = [
  '$ref',
  'additionalItems',
  'definitions',
  'dependencies',
  'id',
  'patternProperties',
  'uniqueItems',
]

/** `anyOf: [{type: integer}, {type: string}]`, alone or first in `allOf`, may say again what int-or-string says. */
function saysEither(schema: Schema, keyword: string, index: number): boolean {
  if (!schema['x-kubernetes-int-or-string']) return false
  if (keyword === 'anyOf') return isDeepStrictEqual(schema.anyOf, EITHER)
  return keyword === 'allOf' && index === 0 && isDeepStrictEqual(schema.allOf?.[0], { anyOf: EITHER })
}

const EITHER: readonly Schema[] = [{ type: 'integer' }, { type: 'string' }]

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string']

function checkType(schema: Written, path: Path, place: Place, found: SchemaViolation[]): void {
  const { type, properties, additionalProperties } = schema
  const either = schema['x-kubernetes-int-or-string']
  const open = schema['x-kubernetes-preserve-unknown-fields']
  const embedded = schema['x-kubernetes-embedded-resource']
  if (type === undefined) {
    if (place === 'root' || embedded || !(either || open))
      found.push(
        wrongValue([...path, 'type'], 'A structural schema states a type for every field and item; add it.'),
      )
  } else if (!TYPES.includes(type))
    found.push(wrongValue([...path, 'type'], `Expected ${TYPES.join(', ')}, found ${JSON.stringify(type)}.`))
  else if ((place === 'root' || embedded) && type !== 'object')
    found.push(wrongValue([...path, 'type'], `Expected object, found ${type}.`))
  if (type === 'array' && !schema.items)
    found.push(wrongValue([...path, 'items'], 'A list states what its items are; add "items".'))
  if (open === false)
    found.push(wrongValue([...path, 'x-kubernetes-preserve-unknown-fields'], 'Expected true or nothing.'))
  if (either && (open || embedded))
    found.push(wrongValue([...path, 'x-kubernetes-int-or-string'], 'Excludes the other two extensions.'))
  if (additionalProperties !== undefined && (place === 'root' || embedded))
    found.push(wrongKey([...path, 'additionalProperties'], "An object's root can't be a map of free names."))
  else if (additionalProperties !== undefined && additionalProperties !== true && properties)
    found.push(
      wrongKey(
        [...path, 'additionalProperties'],
        'Excludes "properties": an object has known fields or free ones.',
      ),
    )
  if (embedded && !open && !properties)
    found.push(
      wrongValue([...path, 'properties'], 'An embedded resource states its fields; add "properties".'),
    )
}

/** Server-side apply tells the items of a list apart by its type. */
function checkList(schema: Written, path: Path, found: SchemaViolation[]): void {
  const type = schema['x-kubernetes-list-type']
  const keys = schema['x-kubernetes-list-map-keys'] ?? []
  const at = (...steps: Path): Path => [...path, ...steps]
  if (type === undefined && keys.length === 0) return
  if (schema.type !== 'array')
    found.push(wrongValue(at('type'), 'Expected array: x-kubernetes-list-type is set.'))
  if (keys.length > 0 !== (type === 'map'))
    found.push(
      wrongValue(
        at('x-kubernetes-list-type'),
        'A list of type map, and no other, has x-kubernetes-list-map-keys.',
      ),
    )
  if (type === 'atomic') return
  const items = (schema.items ?? {}) as Written
  if (type === 'set' && items.type === 'object' && items['x-kubernetes-map-type'] !== 'atomic')
    found.push(wrongValue(at('items'), 'A set of maps states x-kubernetes-map-type: atomic for them.'))
  if (items.nullable) found.push(wrongValue(at('items', 'nullable'), `Items of a ${type} can't be nullable.`))
  for (const key of keys) {
    const property = items.properties?.[key]
    if (!property)
      found.push(
        wrongValue(at('x-kubernetes-list-map-keys'), `Items have no property ${JSON.stringify(key)}.`),
      )
    else if (property.nullable || (property.default === undefined && !items.required?.includes(key)))
      found.push(
        wrongValue(
          at('items', 'properties', key),
          'A key of a list is required or has a default, and is not nullable.',
        ),
      )
  }
}

/** Under `anyOf` and its kin stands what values are like; which fields there are, and of which type, is said beside it. */
function notInJunction(schema: Written, path: Path, found: SchemaViolation[]): void {
  for (const keyword of STRUCTURAL)
    if (schema[keyword] !== undefined && schema[keyword] !== false)
      found.push(
        wrongKey(
          [...path, keyword],
          `"${keyword}" can't stand under allOf, anyOf, oneOf or not; move it beside them.`,
        ),
      )
}

const STRUCTURAL = [
  'additionalProperties',
  'default',
  'description',
  'nullable',
  'title',
  'type',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-int-or-string',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-list-type',
  'x-kubernetes-map-type',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-validations',
]

function checkPattern({ pattern }: Written, path: Path, found: SchemaViolation[]): void {
  if (pattern === undefined) return
  try {
    expressionOf(pattern)
  } catch (error) {
    found.push(wrongValue([...path, 'pattern'], `The pattern can't be read: ${(error as Error).message}.`))
  }
}

function checkRoot(schema: Written, path: Path, found: SchemaViolation[]): void {
  if (schema.nullable) found.push(wrongValue([...path, 'nullable'], 'An object as a whole is never null.'))
  const restricted = schema.properties?.['metadata']?.properties ?? {}
  for (const name of Object.keys(restricted))
    if (name !== 'name' && name !== 'generateName')
      found.push(
        wrongKey(
          [...path, 'properties', 'metadata', 'properties', name],
          'Of metadata, only name and generateName can be restricted.',
        ),
      )
  found.push(...undeclaredFields(schema, path))
}
