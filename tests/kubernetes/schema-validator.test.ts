import { describe, expect, test } from 'vitest'
import type { KubernetesSchemas, Schema } from '../../render/kubernetes/schema/data.ts'
import { manifestValidator } from '../../render/kubernetes/schema/validator.ts'
import { kubernetesSchemas, noSchemas } from '../../render/repository/kubernetes-schemas.ts'
import { schemasOf } from './schemas-of.ts'

describe('a kind without a schema says what to do', () => {
  const validate = manifestValidator(schemasOf('1.36'))
  test.each([
    ['apps/v1beta1', 'Deployment', 'Kubernetes 1.36 has it as apps/v1.'],
    ['v1', 'Servce', 'Did you mean "Service"?'],
    ['cert-manager.io/v1', 'Certificate', 'run `npm run schemas:kubernetes`'],
    ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'as autoscaling/v1 or autoscaling/v2.'],
    ['toString', 'constructor', 'There is no schema for constructor of toString.'],
  ])('%s %s', (apiVersion, kind, message) =>
    expect(validate({ apiVersion, kind })).toEqual([
      { path: [], at: 'value', message: expect.stringContaining(message) },
    ]),
  )
})

test.each([undefined, null, 7, true, {}, ['Pod'], ''])(
  'a kind that is %j is said, and nothing is thrown',
  (kind) => {
    const found = manifestValidator(schemasOf('1.36'))({ apiVersion: 'v1', kind: kind as string })
    expect(found).toHaveLength(1)
    expect(found[0]?.message).toMatch(/^(Expected text, found |There is no schema for {2}of v1)/)
  },
)

test.each(['1.33', '1.36.1', '../1.36', ''])('there are no schemas of version "%s"', (version) => {
  expect(kubernetesSchemas(version)).toBeUndefined()
  expect(noSchemas(version)).toContain('Known: 1.34, 1.35, 1.36, 1.37.')
})

describe('keywords that only some definitions use', () => {
  const judge = (schema: Schema, value: unknown): string[] => {
    const schemas: KubernetesSchemas = {
      kubernetes: '0',
      sources: [],
      kinds: { 'v1/Thing': { definition: 'v1/Thing', namespaced: true } },
      definitions: {
        'v1/Thing': {
          type: 'object',
          properties: { apiVersion: {}, kind: {}, metadata: {}, value: schema },
        },
      },
    }
    const thing = { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'x' }, value }
    return manifestValidator(schemas)(thing).map(({ path, message }) => `${path.join('.')}: ${message}`)
  }
  const parts: Schema = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } }
  const either = { oneOf: [{ required: ['a'] }, { required: ['b'] }] }

  test.each<[string, Schema, unknown, string[]]>([
    ['oneOf', { ...parts, ...either }, { a: '' }, []],
    [
      'oneOf, none',
      { ...parts, ...either },
      {},
      ['value: Expected exactly one of: "a" or "b"; found 0 of them.'],
    ],
    [
      'oneOf, both',
      { ...parts, ...either },
      { a: '', b: '' },
      ['value: Expected exactly one of: "a" or "b"; found 2 of them.'],
    ],
    ['anyOf', { anyOf: [{ type: 'string' }, { type: 'integer' }] }, 1, []],
    [
      'anyOf, none',
      { anyOf: [{ type: 'string' }, { type: 'integer' }] },
      [],
      ['value: Expected text or a whole number, found a list.'],
    ],
    [
      'allOf',
      { allOf: [{ minLength: 2 }, { maxLength: 3 }] },
      'a',
      ['value: Expected at least 2 characters.'],
    ],
    ['not', { ...parts, not: { required: ['a'] } }, { a: '' }, ['value: Expected anything but "a".']],
    ['minItems', { type: 'array', minItems: 1 }, [], ['value: Expected at least 1, found 0.']],
    ['maxItems', { type: 'array', maxItems: 1 }, [1, 2], ['value: Expected at most 1, found 2.']],
    [
      'set',
      { type: 'array', 'x-kubernetes-list-type': 'set' },
      ['a', 'a'],
      ['value.1: Stands in the list twice: "a".'],
    ],
    [
      'minProperties',
      { type: 'object', minProperties: 1 },
      {},
      ['value: Expected at least 1 entries, found 0.'],
    ],
    [
      'maxProperties',
      { type: 'object', maxProperties: 1 },
      { a: 1, b: 2 },
      ['value: Expected at most 1 entries, found 2.'],
    ],
    ['minimum', { type: 'integer', minimum: 1 }, 0, ['value: Expected a number from 1 on, found 0.']],
    ['maximum', { type: 'integer', maximum: 1 }, 2, ['value: Expected a number up to 1, found 2.']],
    [
      'exclusiveMinimum',
      { type: 'number', minimum: 0, exclusiveMinimum: true },
      0,
      ['value: Expected a number above 0, found 0.'],
    ],
    ['nullable', { type: 'string', nullable: true }, null, []],
    ['anything', {}, null, []],
    ['null', { type: 'string' }, null, ['value: Expected text, found nothing.']],
    ['open', { type: 'object', properties: {}, 'x-kubernetes-preserve-unknown-fields': true }, { a: 1 }, []],
    ['closed', { type: 'object', properties: {} }, { a: 1 }, ['value.a: Unknown field "a".']],
    [
      'prototype',
      { type: 'object', properties: {} },
      JSON.parse('{"__proto__": 1, "constructor": 2}'),
      ['value.__proto__: Unknown field "__proto__".', 'value.constructor: Unknown field "constructor".'],
    ],
  ])('%s', (_, schema, value, said) => expect(judge(schema, value)).toEqual(said))
})
