import { type KubernetesSchemas, kindKey, type Schema } from '../schema/data.ts'
import { trim } from '../schema/trim.ts'
import type { CustomKinds, CustomResourceDefinition } from './definition.ts'

/** The versions of a custom kind that the API server serves, with what may stand in each. */
export function kindsOf({ spec }: CustomResourceDefinition): CustomKinds {
  const { group, scope, names, versions } = spec
  const served = versions
    .filter((version) => version.served)
    .map(({ name, schema }) => ({
      key: kindKey(`${group}/${name}`, names.kind),
      schema: schema?.openAPIV3Schema ?? {},
    }))
  return {
    kinds: Object.fromEntries(
      served.map(({ key }) => [key, { definition: key, namespaced: scope === 'Namespaced' }]),
    ),
    definitions: Object.fromEntries(served.map(({ key, schema }) => [key, structureOf(schema)])),
  }
}

/** Kubernetes' own kinds and those that operators bring. What base defines counts where both have it. */
export const withCustomKinds = (
  schemas: KubernetesSchemas,
  { kinds, definitions }: CustomKinds,
): KubernetesSchemas => ({
  ...schemas,
  kinds: { ...schemas.kinds, ...kinds },
  definitions: { ...schemas.definitions, ...definitions },
})

const OBJECT_META: Schema = { $ref: 'meta.v1.ObjectMeta' }
const TEXT: Schema = { type: 'string' }

/**
 * What may stand in an object, by the schema of its definition: nothing that the schema doesn't state, but apiVersion,
 * kind and metadata, of which it may restrict the name.
 */
export function structureOf(written: Schema): Schema {
  const schema = trim(written)
  const { metadata, ...properties } = schema.properties ?? {}
  const { properties: restricted } = metadata ?? {}
  return closed({
    ...schema,
    properties: {
      apiVersion: TEXT,
      kind: TEXT,
      ...properties,
      metadata: restricted ? { allOf: [OBJECT_META, { properties: restricted }] } : OBJECT_META,
    },
  })
}

/**
 * In a definition, an object without properties holds nothing, where in Kubernetes' own files it may hold anything; and
 * what `anyOf` and its kin say is about fields that are declared beside them.
 */
function closed(schema: Schema): Schema {
  const { items, properties, additionalProperties } = schema
  const open = properties || additionalProperties || schema['x-kubernetes-preserve-unknown-fields']
  const inner: Schema = {
    ...schema,
    ...(schema.type === 'object' && !open && { properties: {} }),
    ...(items && { items: closed(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: closed(additionalProperties) }),
    ...(properties && { properties: mapValues(properties, closed) }),
    ...junctions(schema),
  }
  return schema['x-kubernetes-embedded-resource'] ? embedded(inner) : inner
}

/** An object inside another one says what it is, as any object does. */
const embedded = (schema: Schema): Schema => ({
  ...schema,
  properties: {
    ...schema.properties,
    apiVersion: { type: 'string', pattern: '^[^/]+(/[^/]+)?$' },
    kind: { type: 'string', pattern: '^[A-Za-z]([-A-Za-z0-9]*[A-Za-z0-9])?$', maxLength: 63 },
    metadata: OBJECT_META,
  },
  required: [...new Set([...(schema.required ?? []), 'apiVersion', 'kind'])],
})

const junctions = ({ allOf, anyOf, oneOf, not }: Schema): Partial<Schema> => ({
  ...(allOf && { allOf: allOf.map(opened) }),
  ...(anyOf && { anyOf: anyOf.map(opened) }),
  ...(oneOf && { oneOf: oneOf.map(opened) }),
  ...(not && { not: opened(not) }),
})

/** A part of a schema that judges values and leaves open which fields there are. */
function opened(schema: Schema): Schema {
  if (schema.$ref !== undefined) return schema
  const { items, properties, additionalProperties } = schema
  return {
    ...schema,
    'x-kubernetes-preserve-unknown-fields': true,
    ...(items && { items: opened(items) }),
    ...(properties && { properties: mapValues(properties, opened) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: opened(additionalProperties) }),
    ...junctions(schema),
  }
}

const mapValues = (
  schemas: Readonly<Record<string, Schema>>,
  change: (schema: Schema) => Schema,
): Record<string, Schema> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, change(schema)]))
