import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { toJsonSchema } from './json-schema.ts'

const schema = toJsonSchema({
  type: 'object',
  required: ['rules'],
  properties: {
    rules: {
      type: 'array',
      items: {
        type: 'object',
        properties: { name: { type: 'string' }, weight: { type: 'integer', nullable: true } },
        oneOf: [
          { required: ['name'] },
          { properties: { weight: { type: 'integer' } }, required: ['weight'] },
        ],
      },
    },
    labels: {
      type: 'object',
      additionalProperties: { type: 'object', properties: { a: { type: 'string' } } },
    },
    anything: { type: 'object', properties: {}, 'x-kubernetes-preserve-unknown-fields': true },
    nothing: { type: 'object', properties: {} },
  },
})
const validate = new Ajv({ strict: false }).compile(schema)

test.each<[boolean, string, object]>([
  [true, 'known fields', { rules: [{ name: 'a' }, { weight: 1 }] }],
  [true, 'null where it may be', { rules: [{ name: 'a', weight: null }] }],
  [true, 'any name in a map', { rules: [], labels: { whatever: { a: 'b' } } }],
  [true, 'anything where unknown fields are kept', { rules: [], anything: { a: [1] } }],
  [false, 'a misspelt field', { rules: [], label: {} }],
  [false, 'a misspelt field in a list', { rules: [{ name: 'a', wieght: 1 }] }],
  [false, 'a misspelt field in a map', { rules: [], labels: { whatever: { b: 'b' } } }],
  [false, 'a field where none is known', { rules: [], nothing: { a: 1 } }],
  [false, 'a missing field', {}],
])('%s: %s', (valid, _, value) => {
  expect(validate(value)).toBe(valid)
})

test('a reference must be one that the published package holds', () => {
  expect(toJsonSchema({ $ref: 'meta.v1.ObjectMeta' })['$ref']).toMatch(/^_definitions\.json#.*ObjectMeta$/)
  expect(() => toJsonSchema({ $ref: 'core.v1.Pod' })).toThrow('core.v1.Pod: add it to REFERENCES')
})
