import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { schemaFiles } from '../../render/environment/write-schemas.ts'
import { ROOT } from '../support/repository.ts'

interface Schema {
  readonly description?: string
  readonly pattern?: string
  readonly examples?: readonly unknown[]
  readonly additionalProperties?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
}

/** Every schema inside a schema, with the way there. */
function inside(schema: Schema, path: string): [string, Schema][] {
  const below = [
    ...Object.entries(schema.properties ?? {}),
    ...Object.entries(schema.patternProperties ?? {}),
    ...(schema.items ? [['items', schema.items] as const] : []),
  ]
  return [[path, schema], ...below.flatMap(([name, each]) => inside(each, `${path}.${name}`))]
}

const all = Object.entries(schemaFiles).flatMap(([name, text]) => inside(JSON.parse(text), name))

test.each(Object.entries(schemaFiles))(
  '%s.schema.json is what schema.ts gives: `npm run schemas`',
  (name, text) => {
    expect(readFileSync(join(ROOT, `render/schemas/${name}.schema.json`), 'utf8')).toBe(text)
  },
)

test.each(all)('%s has a description for editors', (_, { description }) => {
  expect(description?.trim()).toBeTruthy()
})

describe('examples follow their own pattern', () => {
  const withExamples = all.flatMap(([path, { pattern, examples = [] }]) =>
    pattern ? examples.map((example) => [path, example, pattern] as const) : [],
  )
  test('there are some', () => expect(withExamples.length).toBeGreaterThan(20))
  test.each(withExamples)('%s: %s', (_, example, pattern) => {
    expect(example).toMatch(new RegExp(pattern))
    // As ajv reads it.
    expect(example).toMatch(new RegExp(pattern, 'u'))
  })
})

test.each(all.filter(([, { properties, patternProperties }]) => properties ?? patternProperties))(
  '%s takes no unknown key',
  (_, { additionalProperties }) => expect(additionalProperties).toBe(false),
)

describe('every pattern holds from the first character to the last', () => {
  test.each(all.filter(([, { pattern }]) => pattern))('%s', (_, { pattern = '', examples = [] }) => {
    expect(pattern).toMatch(/^\^.*\$$/)
    // A line end would end the value in what is written.
    for (const example of examples)
      if (!new RegExp(pattern).test('a\nb')) expect(`${example}\n`).not.toMatch(new RegExp(pattern))
  })
})
