import type { Schema } from '../../render/kubernetes/schema/data.ts'

/** Definitions of the published package that operators' kinds refer to. */
const REFERENCES: Readonly<Record<string, string>> = {
  'meta.v1.ObjectMeta': '_definitions.json#/$defs/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
}

/**
 * A kind's structural schema as JSON Schema that allows no unknown field.
 *
 * Only what holds fields is closed: `allOf`, `anyOf`, `oneOf` and `not` say more about fields that are declared beside
 * them. https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
 *
 * @throws if it refers to a definition that the published package is not known to hold.
 */
export function toJsonSchema(schema: Schema): Readonly<Record<string, unknown>> {
  const { $ref, type, nullable, properties, items, additionalProperties, ...rest } = schema
  if ($ref) {
    const known = REFERENCES[$ref]
    if (!known) throw new Error(`${$ref}: add it to REFERENCES in tests/checkers/json-schema.ts.`)
    return { $ref: known }
  }
  const open = additionalProperties !== undefined || schema['x-kubernetes-preserve-unknown-fields']
  return {
    ...rest,
    ...(type && { type: nullable ? [type, 'null'] : type }),
    ...(items && { items: toJsonSchema(items) }),
    ...(additionalProperties !== undefined && { additionalProperties: additional(additionalProperties) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [name, toJsonSchema(property)]),
      ),
    }),
    ...(properties && !open && { additionalProperties: false }),
  }
}

const additional = (allowed: Schema | boolean) =>
  typeof allowed === 'object' ? toJsonSchema(allowed) : allowed
