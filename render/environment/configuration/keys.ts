/** A key of a file that people write. */
export interface Key {
  /** As in `services.NAME.replicas` or `exceptions[].rule`. */
  readonly path: string
  readonly required: boolean
  /** What it may hold, with an example of that where one helps. */
  readonly holds: string
  /** Empty where it holds what its name says. */
  readonly meaning: string
}

/** As much of JSON Schema as the schemas here use. */
interface Schema {
  readonly type?: string
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
}

/** Every key that a schema knows, each object before what is in it. */
export function keysOf(schema: object, path = ''): Key[] {
  const { properties = {}, patternProperties = {}, required = [] } = schema as Schema
  const below = (key: string): string => (path === '' ? key : `${path}.${key}`)
  return [
    ...Object.entries(properties).flatMap(([key, child]) =>
      keyAndBelow(below(key), required.includes(key), child),
    ),
    ...Object.values(patternProperties).flatMap((child) => keyAndBelow(below('NAME'), false, child)),
  ]
}

function keyAndBelow(path: string, required: boolean, schema: Schema): Key[] {
  const [meaning, syntax] = describe(schema)
  const own = { path, required, holds: withExample(syntax ?? holdsOf(schema), schema), meaning }
  return [own, ...keysOf(schema, path), ...(schema.items ? keysOf(schema.items, `${path}[]`) : [])]
}

/** What a description says of a use, and what behind the dash of the syntax; a bare syntax says nothing of a use. */
function describe({ description = '', type, enum: words }: Schema): [string, string | undefined] {
  const [first = '', second] = description.split(' — ')
  if (second !== undefined) return [first, second]
  return type === 'string' && !words ? ['', first] : [first, undefined]
}

/** Names are explained once, above the tables, and need no example. */
const NAME = /^a DNS label\b.*/

function withExample(holds: string, { examples, items }: Schema): string {
  if (NAME.test(holds)) return 'a DNS label'
  const example = examples?.[0] ?? items?.examples?.[0]
  if (example === undefined) return holds
  return `${holds}, as \`${typeof example === 'string' ? example : JSON.stringify(example)}\``
}

function holdsOf({
  type,
  enum: words,
  minimum,
  maximum,
  items,
  patternProperties,
  description,
}: Schema): string {
  if (words) return words.join(' or ')
  if (type === 'boolean') return 'true or false'
  if (type === 'integer') return `a whole number, ${minimum} to ${maximum}`
  if (type === 'array') return items?.properties ? 'a list of sections' : `a list: ${wordsOf(items)}`
  if (type === 'object') return patternProperties ? 'a section by name' : 'a section'
  return description ?? 'text'
}

const wordsOf = (items: Schema | undefined): string =>
  items?.description?.split(' — ').at(-1) ?? (items ? holdsOf(items) : 'anything')
