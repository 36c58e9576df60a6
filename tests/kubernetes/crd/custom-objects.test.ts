import { describe, expect, test } from 'vitest'
import type { CustomResourceDefinition } from '../../../render/kubernetes/crd/definition.ts'
import { kindsOf, withCustomKinds } from '../../../render/kubernetes/crd/kinds.ts'
import { manifestValidator } from '../../../render/kubernetes/schema/validator.ts'
import { schemasOf } from '../schemas-of.ts'
import { versionOf, widget, widgetOf } from './widget.ts'

// What a kube-apiserver 1.36.1 said to each of these, applied server-side with strict field validation.

const text = { type: 'string' }
const PROPERTIES = {
  text,
  nullable: { ...text, nullable: true },
  short: { ...text, maxLength: 2 },
  whole: { type: 'integer', format: 'int32' },
  half: { type: 'number', multipleOf: 0.5 },
  below: { type: 'number', maximum: 3, exclusiveMaximum: true },
  either: { 'x-kubernetes-int-or-string': true },
  defaulted: { type: 'object', required: ['a', 'b'], properties: { a: { ...text, default: 'x' }, b: text } },
  either1: {
    type: 'object',
    properties: { a: { ...text, default: 'x' }, b: text },
    anyOf: [{ required: ['b'] }, { required: ['a'] }],
  },
  two: { type: 'object', minProperties: 2, properties: { a: text, b: text } },
  time: { ...text, format: 'date-time' },
  day: { ...text, format: 'date' },
  duration: { ...text, format: 'duration' },
  base64: { ...text, format: 'byte' },
  ipv4: { ...text, format: 'ipv4' },
  ipv6: { ...text, format: 'ipv6' },
  cidr: { ...text, format: 'cidr' },
  uuid: { ...text, format: 'uuid' },
  name: { ...text, format: 'k8s-short-name' },
  fixed: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, enum: [{ a: 1 }] },
  inner: {
    type: 'object',
    'x-kubernetes-embedded-resource': true,
    'x-kubernetes-preserve-unknown-fields': true,
  },
  innerKnown: {
    type: 'object',
    'x-kubernetes-embedded-resource': true,
    properties: { spec: { type: 'object' } },
  },
  list: { type: 'array', items: text },
  nullableList: { type: 'array', items: { ...text, nullable: true } },
  map: { type: 'object', additionalProperties: text },
  open: {
    type: 'object',
    'x-kubernetes-preserve-unknown-fields': true,
    properties: { known: { type: 'object', properties: { z: text } } },
  },
  any: { 'x-kubernetes-preserve-unknown-fields': true },
  set: { type: 'array', 'x-kubernetes-list-type': 'set', items: text },
  keyed: {
    type: 'array',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['n', 'p'],
    items: { type: 'object', required: ['n'], properties: { n: text, p: { ...text, default: 'TCP' } } },
  },
  deep: {
    type: 'object',
    properties: { a: { type: 'object', properties: { b: text, c: text } } },
    anyOf: [{ properties: { a: { properties: { b: { enum: ['x'] } } } } }],
  },
  yes: { type: 'boolean' },
  empty: { type: 'object' },
  nullableRequired: { type: 'object', required: ['q'], properties: { q: { ...text, nullable: true } } },
  required: { type: 'object', required: ['q'], properties: { q: text } },
  pattern: { ...text, pattern: '^(?i)[[:alpha:]]+\\z' },
}

const validatorOf = (definition: object) =>
  manifestValidator(withCustomKinds(schemasOf('1.36'), kindsOf(definition as CustomResourceDefinition)))
const validate = validatorOf(widgetOf(PROPERTIES))

test.each<[object, string, string]>([
  [{ txt: 'x' }, 'txt', 'Unknown field "txt". Did you mean "text"?'],
  [{ text: 1 }, 'text', 'Expected text, found the number 1. Put it in quotes.'],
  [{ text: null }, 'text', 'Expected text, found nothing.'],
  [{ short: 'abc' }, 'short', 'Expected at most 2 characters, found 3.'],
  [{ whole: 3000000000 }, 'whole', 'Expected a number from -2147483648 to 2147483647'],
  [{ whole: 1.5 }, 'whole', 'Expected a whole number'],
  [{ half: 0.3 }, 'half', 'Expected a multiple of 0.5, found 0.3.'],
  [{ below: 3 }, 'below', 'Expected a number below 3, found 3.'],
  [{ either: 1.5 }, 'either', 'Expected text or a whole number'],
  [{ either: null }, 'either', 'Expected text or a whole number'],
  [{ defaulted: {} }, 'defaulted.b', 'The field "b" is missing under "defaulted".'],
  [{ defaulted: { b: null } }, 'defaulted.b', 'Expected text, found nothing.'],
  [{ two: { a: '' } }, 'two', 'Expected at least 2 entries, found 1.'],
  [{ time: '2026-01-01' }, 'time', 'Expected a time'],
  [{ time: '2026-01-01T00:00Z' }, 'time', 'Expected a time'],
  [{ day: '2026-13-01' }, 'day', 'Expected a day'],
  [{ day: '2026-02-31' }, 'day', 'Expected a day'],
  [{ duration: 'abc' }, 'duration', 'Expected a duration'],
  [{ duration: '' }, 'duration', 'Expected a duration'],
  [{ base64: 'a' }, 'base64', 'Expected text in base64'],
  [{ ipv4: '1.2.3' }, 'ipv4', 'Expected an IPv4 address'],
  [{ ipv4: '::1' }, 'ipv4', 'Expected an IPv4 address'],
  [{ ipv6: '1.2.3.4' }, 'ipv6', 'Expected an IPv6 address'],
  [{ cidr: '1.2.3.4' }, 'cidr', 'Expected an address range'],
  [{ uuid: 'x' }, 'uuid', 'Expected a UUID'],
  [{ name: 'A' }, 'name', 'Expected lower-case letters'],
  [{ fixed: { a: 2 } }, 'fixed', 'Expected {"a":1}.'],
  [{ inner: { apiVersion: 'v1' } }, 'inner.kind', 'The field "kind" is missing under "inner".'],
  [{ inner: { apiVersion: 'a/b/c', kind: 'Pod' } }, 'inner.apiVersion', 'Expected text that matches'],
  [{ inner: { apiVersion: 'v1', kind: '_' } }, 'inner.kind', 'Expected text that matches'],
  [
    { inner: { apiVersion: 'v1', kind: 'Pod', metadata: { labels: { a: 1 } } } },
    'inner.metadata.labels.a',
    'Expected text',
  ],
  [
    { inner: { apiVersion: 'v1', kind: 'Pod', metadata: { foo: '' } } },
    'inner.metadata.foo',
    'Unknown field "foo"',
  ],
  [{ innerKnown: { apiVersion: 'v1', kind: 'Pod', x: 1 } }, 'innerKnown.x', 'Unknown field "x"'],
  [{ list: [null] }, 'list.0', 'Expected text, found nothing.'],
  [{ map: { a: null } }, 'map.a', 'Expected text, found nothing.'],
  [{ open: { known: { y: 1 } } }, 'open.known.y', 'Unknown field "y"'],
  [{ set: ['a', 'a'] }, 'set.1', 'Stands in the list twice: "a".'],
  [{ keyed: [{ n: 'a' }, { n: 'a', p: 'TCP' }] }, 'keyed.1', 'Stands in the list twice: n a, p TCP.'],
  [{ keyed: [{ n: 'a' }, { p: 'TCP' }] }, 'keyed.1.n', 'The field "n" is missing'],
  [{ deep: { a: { b: 'y' } } }, 'deep', 'Expected a map, found a map.'],
  [{ yes: 'true' }, 'yes', 'Expected true or false, found "true". Remove the quotes.'],
  [{ empty: null }, 'empty', 'Expected a map, found nothing.'],
  [{ empty: { a: 1 } }, 'empty.a', 'Unknown field "a"'],
  [{ required: {} }, 'required.q', 'The field "q" is missing'],
  [{ required: { q: null } }, 'required.q', 'Expected text, found nothing.'],
  [{ pattern: 'a1' }, 'pattern', 'Expected text that matches'],
])('%j is refused at %s', (spec, path, message) =>
  expect(validate(widget(spec))).toEqual([
    {
      path: ['spec', ...path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step))],
      at: expect.any(String),
      message: expect.stringContaining(message),
    },
  ]),
)

test.each<[object]>([
  [{ nullable: null }],
  [{ short: 'äö' }],
  [{ short: '😀😀' }],
  [{ either: 3000000000 }],
  [{ defaulted: { b: '1' } }],
  [{ defaulted: { a: null, b: '1' } }],
  [{ either1: {} }],
  [{ time: '2026-01-01T00:00:00Z' }],
  [{ duration: '5 days' }],
  [{ duration: '5d' }],
  [{ duration: '1.5h' }],
  [{ base64: 'YQ==' }],
  [{ ipv6: '::1' }],
  [{ cidr: '1.2.3.4/8' }],
  [{ name: 'a' }],
  [{ fixed: { a: 1 } }],
  [{ inner: { apiVersion: 'v1', kind: 'Pod', x: 1 } }],
  [{ nullableList: [null] }],
  [{ open: { y: 1 } }],
  [{ any: [1] }],
  [{ any: null }],
  [{ keyed: [{ n: 'a' }, { n: 'a', p: 'UDP' }] }],
  [{ deep: { a: { b: 'x', c: '1' } } }],
  [{ deep: {} }],
  [{ nullableRequired: { q: null } }],
  [{ whole: 1.0 }],
  [{ pattern: 'aB' }],
])('%j passes', (spec) => expect(validate(widget(spec))).toEqual([]))

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
