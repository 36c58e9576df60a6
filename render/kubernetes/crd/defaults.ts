import type { KubernetesSchemas, Schema } from '../schema/data.ts'
import type { Path, SchemaViolation } from '../schema/violation.ts'
import { visit } from '../schema/visit.ts'

/**
 * Defaults that are not what their own schema allows. Those further down don't count yet: `default: {}` is refused
 * where a field in it is required, even if that has a default.
 *
 * @param schema as `structureOf` makes it.
 */
export function defaultFlaws(schemas: KubernetesSchemas, schema: Schema, path: Path): SchemaViolation[] {
  const found: SchemaViolation[] = []
  if (schema.default !== undefined && schema.default !== null)
    visit(
      { schemas, rules: {}, custom: true, path: [...path, 'default'], found, visit },
      schema,
      schema.default,
    )
  const below = (next: Schema | boolean | undefined, ...steps: Path): void => {
    if (typeof next === 'object') found.push(...defaultFlaws(schemas, next, [...path, ...steps]))
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) below(property, 'properties', name)
  below(schema.additionalProperties, 'additionalProperties')
  below(schema.items, 'items')
  return found
}
