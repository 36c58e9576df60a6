import type { Edit, Operator } from '../mutation.ts'

/** A value of another type, as YAML makes one of a missing quote, a dash too many, or a colon. */
const typed = (id: string, title: string, to: (value: unknown) => unknown): Operator => ({
  id,
  title,
  edits: ({ path, value }) => {
    const other = path.length === 0 ? undefined : to(value)
    const edit: Edit = { detail: `${short(value)} -> ${short(other)}`, value: other }
    return other === undefined ? [] : [edit]
  },
})

export const short = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 60)

const isMap = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const types: readonly Operator[] = [
  typed('number-as-text', 'A number is quoted.', (value) =>
    typeof value === 'number' ? String(value) : undefined,
  ),
  typed('text-as-number', 'A text is read as a number, because quotes are missing.', (value) =>
    typeof value !== 'string' ? undefined : /^-?[0-9.]+$/.test(value) ? Number(value) : 7,
  ),
  typed('fraction', 'A whole number has a fraction.', (value) =>
    typeof value === 'number' ? value + 0.5 : undefined,
  ),
  typed('switch-as-text', 'A boolean is quoted.', (value) =>
    typeof value === 'boolean' ? String(value) : undefined,
  ),
  typed('text-as-switch', 'A text is read as a boolean, because quotes are missing.', (value) =>
    typeof value === 'string' ? value !== 'false' : undefined,
  ),
  typed('number-as-word', 'A number is a word.', (value) => (typeof value === 'number' ? 'many' : undefined)),
  typed('as-list', 'A single value is written as a list.', (value) =>
    Array.isArray(value) ? undefined : [value],
  ),
  typed('as-map', 'A single value is written as a map.', (value) =>
    isMap(value) || Array.isArray(value) ? undefined : { value },
  ),
  typed('list-as-item', 'A list is replaced by its first item.', (value) =>
    Array.isArray(value) && value.length > 0 ? value[0] : undefined,
  ),
  typed('as-text', 'A map or a list is written as text.', (value) =>
    isMap(value) || Array.isArray(value) ? JSON.stringify(value) : undefined,
  ),
]
