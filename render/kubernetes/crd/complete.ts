import { at } from '../resource.ts'
import type { Schema } from '../schema/data.ts'
import { type Path, type SchemaViolation, wrongValue } from '../schema/violation.ts'

/**
 * Fields that only `anyOf` and its kin at the root speak of: the API server wants each declared beside them. Further
 * below it doesn't ask.
 *
 * Source: apiextensions-apiserver, pkg/apiserver/schema/complete.go.
 */
export const undeclaredFields = (root: Schema, path: Path): SchemaViolation[] =>
  partsOf(root, path).flatMap(([part, steps]) => undeclaredIn(part, root, steps))

function undeclaredIn(part: Schema, declared: Schema, path: Path): SchemaViolation[] {
  const fields = Object.entries(part.properties ?? {}).flatMap(([name, property]) => {
    const other = at(declared.properties, name) as Schema | undefined
    const steps = [...path, 'properties', name]
    if (other) return undeclaredIn(property, other, steps)
    return [wrongValue(steps, `The field "${name}" is declared nowhere else; add it to "properties".`)]
  })
  return [...fields, ...partsOf(part, path).flatMap(([each, steps]) => undeclaredIn(each, declared, steps))]
}

/** What `allOf`, `anyOf`, `oneOf` and `not` of a schema hold. */
const partsOf = (schema: Schema, path: Path): [Schema, Path][] => [
  ...(['allOf', 'anyOf', 'oneOf'] as const).flatMap((keyword) =>
    (schema[keyword] ?? []).map((each, index): [Schema, Path] => [each, [...path, keyword, index]]),
  ),
  ...(schema.not ? [[schema.not, [...path, 'not']] as [Schema, Path]] : []),
]
