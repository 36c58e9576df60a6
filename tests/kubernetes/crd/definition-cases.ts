import { versionOf, type widgetOf } from './widget.ts'

// A kube-apiserver 1.36.1 refused each of the wrong ones, and took each fine one: `npm run test:api-server`.

const text = { type: 'string' }
const map = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more })
const list = (items: object, more: object = {}) => ({ type: 'array', items, ...more })
const keyed = { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['x'] }

/** Schemas of one field; `A` stands for it, `R` for the root of the schema. */
export const WRONG_SCHEMAS: [what: string, schema: object, path: string, message: string][] = [
  [
    'an unknown keyword',
    { ...text, maxLenght: 5 },
    'A.maxLenght',
    'Unknown field "maxLenght". Did you mean "maxLength"?',
  ],
  ['a default of another type', { ...text, default: 1 }, 'A.default', 'Expected text'],
  [
    'a default with an unknown field',
    map({ x: text }, { default: { y: '' } }),
    'A.default.y',
    'Unknown field "y"',
  ],
  [
    'a default that lacks a field with a default',
    map({ x: { ...text, default: '' } }, { default: {}, required: ['x'] }),
    'A.default.x',
    'missing',
  ],
  ['no type', {}, 'A.type', 'states a type'],
  ['a list without items', { type: 'array' }, 'A.items', 'add "items"'],
  ['an unknown type', { type: 'strin' }, 'A.type', 'found "strin"'],
  ['type null', { type: 'null' }, 'A.type', 'found "null"'],
  [
    'fields closed as Kubernetes never does',
    map({}, { 'x-kubernetes-preserve-unknown-fields': false }),
    'A.x-kubernetes-preserve-unknown-fields',
    'Expected true',
  ],
  [
    'int-or-string written in another order',
    { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'string' }, { type: 'integer' }] },
    'A.anyOf.0.type',
    'move it beside them',
  ],
  [
    'types under anyOf alone',
    { anyOf: [{ type: 'integer' }, { type: 'string' }] },
    'A.type',
    'states a type',
  ],
  [
    'a type below anyOf',
    map({ x: text }, { anyOf: [{ properties: { x: text } }] }),
    'A.anyOf.0.properties.x.type',
    'move it beside',
  ],
  [
    'a description in anyOf',
    { ...text, anyOf: [{ description: 'x' }] },
    'A.anyOf.0.description',
    'move it beside',
  ],
  ['a default in not', { ...text, not: { default: 'x' } }, 'A.not.default', 'move it beside'],
  [
    'known and free fields',
    map({ x: text }, { additionalProperties: text }),
    'A.additionalProperties',
    'Excludes "properties"',
  ],
  [
    'known fields and no others, said twice',
    map({ x: text }, { additionalProperties: false }),
    'A.additionalProperties',
    'Excludes "properties"',
  ],
  ['uniqueItems', list(text, { uniqueItems: true }), 'A.uniqueItems', `can't use "uniqueItems"`],
  ['$ref', { $ref: '#/definitions/x' }, 'A.$ref', `can't use "$ref"`],
  ['a lookahead', { ...text, pattern: '(?=x)' }, 'A.pattern', 'have no (?='],
  ['an open bracket', { ...text, pattern: '[a' }, 'A.pattern', "can't be read"],
  [
    'a map list without keys',
    list(map({ x: text }), { 'x-kubernetes-list-type': 'map' }),
    'A.x-kubernetes-list-type',
    'x-kubernetes-list-map-keys',
  ],
  ['a key that items lack', list(map({ y: text }), keyed), 'A.x-kubernetes-list-map-keys', 'no property "x"'],
  [
    'a key that may be missing',
    list(map({ x: text }), keyed),
    'A.items.properties.x',
    'required or has a default',
  ],
  [
    'a key that may be null',
    list(map({ x: { ...text, nullable: true } }, { required: ['x'] }), keyed),
    'A.items.properties.x',
    'not nullable',
  ],
  [
    'a set of granular maps',
    list(map({ x: text }), { 'x-kubernetes-list-type': 'set' }),
    'A.items',
    'x-kubernetes-map-type: atomic',
  ],
  [
    'an embedded resource of nothing',
    { type: 'object', 'x-kubernetes-embedded-resource': true },
    'A.properties',
    'add "properties"',
  ],
  [
    'an embedded resource without a type',
    { 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
    'A.type',
    'states a type',
  ],
]

/** What stands at the root of a schema. */
export const WRONG_ROOTS: [what: string, root: Readonly<Record<string, unknown>>, path: string][] = [
  ['free fields', { additionalProperties: text }, 'R.additionalProperties'],
  ['null', { nullable: true }, 'R.nullable'],
  [
    'labels',
    { properties: { metadata: map({ labels: { type: 'object' } }) } },
    'R.properties.metadata.properties.labels',
  ],
  [
    'a field that only anyOf names',
    { anyOf: [{ properties: { z: { enum: ['x'] } } }] },
    'R.anyOf.0.properties.z',
  ],
]

/** What is wrong with a definition elsewhere. */
export const WRONG_DEFINITIONS: [
  what: string,
  change: (definition: ReturnType<typeof widgetOf>) => void,
  path: string,
][] = [
  [
    'another name',
    ({ metadata }) => {
      metadata['name'] = 'x.example.com'
    },
    'metadata.name',
  ],
  [
    'no domain',
    (each) => {
      each.spec['group'] = 'example'
      each.metadata['name'] = 'widgets.example'
    },
    'spec.group',
  ],
  [
    "Kubernetes' own group",
    (each) => {
      each.spec['group'] = 'x.k8s.io'
      each.metadata['name'] = 'widgets.x.k8s.io'
    },
    'metadata.annotations.api-approved.kubernetes.io',
  ],
  [
    'an unknown field',
    ({ spec }) => {
      spec['nams'] = {}
    },
    'spec.nams',
  ],
  [
    'another scope',
    ({ spec }) => {
      spec['scope'] = 'namespaced'
    },
    'spec.scope',
  ],
  [
    'the list called as the kind',
    ({ spec }) => {
      spec['names'] = { kind: 'Widget', plural: 'widgets', listKind: 'Widget' }
    },
    'spec.names.listKind',
  ],
  [
    'a kind with an underscore',
    ({ spec }) => {
      spec['names'] = { kind: 'Wid_get', plural: 'widgets' }
    },
    'spec.names.kind',
  ],
  [
    'no stored version',
    ({ spec }) => {
      spec['versions'] = [{ ...versionOf('v1', {}), storage: false }]
    },
    'spec.versions',
  ],
  [
    'a version twice',
    ({ spec }) => {
      spec['versions'] = [versionOf('v1', {}), { ...versionOf('v1', {}), storage: false }]
    },
    'spec.versions.1.name',
  ],
  [
    'a version that is a number',
    ({ spec }) => {
      spec['versions'] = [versionOf('1.0', {})]
    },
    'spec.versions.0.name',
  ],
  [
    'no schema',
    ({ spec }) => {
      spec['versions'] = [{ ...versionOf('v1', {}), schema: {} }]
    },
    'spec.versions.0.schema.openAPIV3Schema',
  ],
  [
    'a warning without a reason',
    ({ spec }) => {
      spec['versions'] = [{ ...versionOf('v1', {}), deprecationWarning: 'x' }]
    },
    'spec.versions.0.deprecationWarning',
  ],
  [
    'everything preserved',
    ({ spec }) => {
      spec['preserveUnknownFields'] = true
    },
    'spec.preserveUnknownFields',
  ],
  [
    'the former API',
    (each) => {
      each.apiVersion = 'apiextensions.k8s.io/v1beta1'
    },
    'apiVersion',
  ],
  [
    'another kind',
    (each) => {
      each.kind = 'ConfigMap'
    },
    'kind',
  ],
]

/** Schemas of one field, and what stands at the root beside it. */
export const FINE: [what: string, schema: object, root?: Readonly<Record<string, unknown>>][] = [
  [
    'what only anyOf further down names',
    map({ x: text }, { anyOf: [{ properties: { z: { enum: ['x'] } } }] }),
  ],
  ['required in anyOf', text, { anyOf: [{ required: ['z'] }] }],
  ['unknown fields of any type', { 'x-kubernetes-preserve-unknown-fields': true }],
  ['int-or-string alone', { 'x-kubernetes-int-or-string': true }],
  [
    'int-or-string with its types',
    { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
  ],
  [
    'int-or-string with its types and more',
    {
      'x-kubernetes-int-or-string': true,
      allOf: [{ anyOf: [{ type: 'integer' }, { type: 'string' }] }, { pattern: 'a' }],
    },
  ],
  ['no fields at all', { type: 'object', additionalProperties: false }],
  ['known fields and any others', map({ x: text }, { additionalProperties: true })],
  ['uniqueItems: false', list(text, { uniqueItems: false })],
  ['a name of its own', text, { properties: { metadata: map({ name: { ...text, maxLength: 5 } }) } }],
  ['an example', { ...text, example: 'x' }],
  ['a word twice in enum', { ...text, enum: ['a', 'a'] }],
  ['a pattern of Go', { ...text, pattern: '\\A(?i)[[:alpha:]]+(?P<rest>\\d*)\\z' }],
]
