import { at, items } from '../resource.ts'
import { type Path, type SchemaViolation, wrongValue } from '../schema/violation.ts'

/** A part of a manifest and where it stands. */
export interface Part {
  readonly path: Path
  readonly value: unknown
}

/** The part further down. */
export const part = ({ path, value }: Part, ...steps: readonly (string | number)[]): Part => ({
  path: [...path, ...steps],
  value: at(value, ...steps),
})

/** The items of the list further down; none if there is no list. */
export const parts = (from: Part, ...steps: readonly (string | number)[]): Part[] => {
  const list = part(from, ...steps)
  return items(list.value).map((_, index) => part(list, index))
}

/** A field that the API server asks for although its schema doesn't. */
export function needs(from: Part, ...fields: readonly string[]): SchemaViolation[] {
  if (!isMap(from.value)) return []
  return fields.flatMap((field) => {
    const value = at(from.value, field)
    const empty =
      value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
    return empty ? [wrongValue([...from.path, field], `The field "${field}" is missing or empty.`)] : []
  })
}

/** A part that should be there. */
export const missing = ({ path }: Part): SchemaViolation =>
  wrongValue(path, `The field "${path.at(-1)}" is missing.`)

/** Exactly one of these fields, as in a union. */
export function oneOfFields(from: Part, fields: readonly string[]): SchemaViolation[] {
  if (!isMap(from.value)) return []
  const given = fields.filter((field) => isGiven(at(from.value, field)))
  if (given.length === 1) return []
  const expected = fields.length > 6 ? `${fields.slice(0, 5).join(', ')} or the like` : fields.join(', ')
  const found = given.length === 0 ? 'none' : given.join(' and ')
  return [wrongValue(from.path, `Expected exactly one of ${expected}; found ${found}.`)]
}

/** What stands twice in a list, told apart by some text. */
export function twice(
  list: readonly Part[],
  identity: (part: Part) => unknown,
  what: string,
): SchemaViolation[] {
  const seen = new Set<unknown>()
  return list.flatMap((each) => {
    const value = identity(each)
    if (value === undefined || value === null || value === '') return []
    if (seen.has(value)) return [wrongValue(each.path, `The ${what} "${value}" is duplicated.`)]
    seen.add(value)
    return []
  })
}

export const isGiven = (value: unknown): boolean => value !== undefined && value !== null

export const isMap = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
