import { describe, expect, test } from 'vitest'
import type { Given } from '../../render/component/component.ts'
import { guarded } from '../../render/component/guard.ts'

const environment = { name: 'staging', namespace: 'shop-staging', cluster: 'c', host: '', retain: false }
const MANIFEST = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } }

/** What a component of these functions is reported for, and what the function returns all the same. */
function called(key: string, own: unknown, values: unknown = { size: 1 }) {
  const reports: string[] = []
  const definition = guarded({ description: 'Any.', [key]: own } as never, (message, of) =>
    reports.push(of === undefined ? message : `${of}: ${message}`),
  )
  const call = definition[key as 'patches'] as unknown as (given: unknown, more?: unknown) => unknown
  const plain = ['namespaces', 'derive'].includes(key)
  return { returned: call(plain ? values : { values, environment }, { from: 'a', name: 'b' }), reports }
}

const cyclic: Record<string, unknown> = { ...MANIFEST }
cyclic['spec'] = cyclic

test('what is right passes', () => {
  expect(called('patches', ({ values }: Given<object>) => [{ ...MANIFEST, spec: values }])).toEqual({
    returned: [{ ...MANIFEST, spec: { size: 1 } }],
    reports: [],
  })
  expect(called('derive', (values: object) => ({ ...values, size: 2 }))).toEqual({
    returned: { size: 2 },
    reports: [],
  })
})

describe('a function that fails or returns garbage is reported, and returns nothing', () => {
  let calls = 0
  test.each<[string, string, unknown, string]>([
    ['throws', 'patches', () => fail('boom'), 'staging: patches failed: boom'],
    ['no list', 'patches', () => ({}), 'staging: patches must return a list of manifests'],
    ['a promise', 'patches', async () => [], 'the result is of type Promise.'],
    ['no metadata', 'patches', () => [{ apiVersion: 'v1', kind: 'Service' }], 'metadata.name.'],
    ['itself', 'patches', () => [cyclic], 'the result[0].spec contains itself.'],
    ['null', 'patches', () => [{ ...MANIFEST, spec: { a: null } }], 'the result[0].spec.a is null.'],
    ['undefined', 'patches', () => [{ ...MANIFEST, spec: undefined }], 'the result[0].spec is undefined;'],
    ['no number', 'patches', () => [{ ...MANIFEST, spec: { a: [Number.NaN] } }], '.spec.a[0] is NaN.'],
    ['a function', 'patches', () => [{ ...MANIFEST, spec: { a: () => 1 } }], '.spec.a is of type function.'],
    ['a list in a list', 'patches', () => [{ ...MANIFEST, a: [[1]] }], '.a[0] is a list in a list.'],
    ['a map of a class', 'patches', () => [{ ...MANIFEST, spec: new Map() }], '.spec is of type Map.'],
    ['another every time', 'patches', () => [{ ...MANIFEST, spec: { a: calls++ } }], 'on a second call'],
    ['what it is given, changed', 'check', changing, 'staging: check failed: Cannot assign to read only'],
    ['no message', 'check', () => [{}], 'check must return a list of { message, path? }.'],
    [
      'an unknown scope',
      'claims',
      () => [{ scope: 'x', compare: 'equal', what: 'a', value: 'b' }],
      'claims must',
    ],
    ['no path', 'namespaces', () => [{ value: 'a' }], 'namespaces must return a list of { value, path }.'],
  ])('%s', (_, key, own, report) => {
    expect(called(key, own)).toEqual({ returned: [], reports: [expect.stringContaining(report)] })
  })

  test('derive leaves the values as they were', () => {
    expect(called('derive', () => 1)).toEqual({
      returned: { size: 1 },
      reports: ['derive must return values.'],
    })
  })
})

function changing({ values }: Given<{ size: number }>) {
  values.size++
  return []
}

function fail(message: string): never {
  throw new Error(message)
}
