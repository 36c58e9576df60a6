import { describe, expect, test } from 'vitest'
import type { CustomResourceDefinition } from '../../../render/kubernetes/crd/definition.ts'
import { kindsOf, withCustomKinds } from '../../../render/kubernetes/crd/kinds.ts'
import { manifestValidator } from '../../../render/kubernetes/schema/validator.ts'
import { schemasOf } from '../schemas-of.ts'
import { PROPERTIES, REFUSED, TAKEN } from './object-cases.ts'
import { versionOf, widget, widgetOf } from './widget.ts'

const text = { type: 'string' }
const validatorOf = (definition: object) =>
  manifestValidator(withCustomKinds(schemasOf('1.36'), kindsOf(definition as CustomResourceDefinition)))
const validate = validatorOf(widgetOf(PROPERTIES))

test.each(REFUSED)('%j is refused at %s', (spec, path, message) =>
  expect(validate(widget(spec))).toEqual([
    {
      path: ['spec', ...path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step))],
      at: expect.any(String),
      message: expect.stringContaining(message),
    },
  ]),
)

test.each(TAKEN)('%j passes', (spec) => expect(validate(widget(spec))).toEqual([]))

describe('versions', () => {
  const definition = widgetOf({})
  definition.spec['versions'] = [
    versionOf('v2', { now: text }),
    { ...versionOf('v1', { before: text }), storage: false },
    { ...versionOf('v1alpha1', { first: text }), storage: false, served: false },
  ]
  const validate = validatorOf(definition)

  test('each that is served has a schema of its own', () => {
    expect(validate(widget({ now: '' }, 'example.com/v2'))).toEqual([])
    expect(validate(widget({ before: '' }, 'example.com/v1'))).toEqual([])
    expect(validate(widget({ now: '' }, 'example.com/v1'))).toMatchObject([{ path: ['spec', 'now'] }])
  })

  test('one that is not served is unknown, and the others are named', () =>
    expect(validate(widget({ first: '' }, 'example.com/v1alpha1'))).toMatchObject([
      { path: [], message: expect.stringContaining('has it as example.com/v2 or example.com/v1.') },
    ]))
})

test('a definition may restrict names, and metadata is checked all the same', () => {
  const validate = validatorOf(
    widgetOf(
      {},
      { properties: { metadata: { type: 'object', properties: { name: { ...text, maxLength: 3 } } } } },
    ),
  )
  const named = (name: string, more = {}) => ({
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { name, ...more },
  })
  expect(validate(named('abc'))).toEqual([])
  expect(validate(named('abcd'))).toMatchObject([{ path: ['metadata', 'name'] }])
  expect(validate(named('abc', { label: {} }))).toMatchObject([{ path: ['metadata', 'label'] }])
  expect(validate(named('A_b'))).toMatchObject([{ path: ['metadata', 'name'] }])
})

test('apiVersion, kind and metadata need no mention in a definition', () =>
  expect(
    validate({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'x' } } as never),
  ).toEqual([]))
