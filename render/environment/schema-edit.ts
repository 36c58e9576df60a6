/** A JSON Schema, as far as it is changed here. */
export interface Schema {
  type?: string
  description?: string
  examples?: readonly unknown[]
  pattern?: string
  enum?: readonly string[]
  required?: readonly string[]
  items?: Schema
  properties?: Record<string, Schema>
  patternProperties?: Record<string, Schema>
  additionalProperties?: boolean
  /** What yaml-language-server says instead of quoting the pattern. */
  patternErrorMessage?: string
  anyOf?: readonly { const: string; description: string }[]
}

/** The schema below a path of keys; `items` is that of a list's items. @throws {Error} if there is none. */
export function at(schema: Schema, ...path: readonly string[]): Schema {
  let found: Schema | undefined = schema
  for (const step of path) found = step === 'items' ? found?.items : found?.properties?.[step]
  if (!found) throw new Error(`The schema has no ${path.join('.')}.`)
  return found
}

/** Lets a text be one of some words, instead of any that its pattern allows. */
export function withNames(schema: Schema, names: readonly string[]): void {
  schema.enum = names
  delete schema.pattern
  delete schema.examples
}

/** Says in words what a pattern asks for, wherever there is one: what stands behind the dash of a description. */
export function withSentences(schema: Schema): Schema {
  if (schema.pattern !== undefined) schema.patternErrorMessage = sentence(schema)
  for (const each of [
    schema.items,
    ...Object.values(schema.properties ?? {}),
    ...Object.values(schema.patternProperties ?? {}),
  ])
    if (each) withSentences(each)
  return schema
}

function sentence({ description = '', examples = [] }: Schema): string {
  const words = description.split(' — ').at(-1)
  return examples.length === 0
    ? `Must be ${words}.`
    : `Must be ${words}, such as ${examples.map((each) => JSON.stringify(each)).join(' or ')}.`
}
