import { expect, test } from 'vitest'
import { diff } from '../../render/diff/diff.ts'
import type { DiffOptions } from '../../render/diff/model.ts'
import { from, needs, scaler } from './cases/manifests.ts'
import { reached } from './cases/reached.ts'
import { resources } from './cases/resources.ts'
import { diffOf, resource, risks, side, workload } from './resources.ts'

test.each([...resources, ...reached])('where %s', (_, before, after, expected) => {
  expect(risks(diffOf(before, after)).sort()).toEqual([...expected].sort())
})

test('the two steps out of the trap hold the number and the namespace', () => {
  const change = diffOf(
    [workload('Deployment', 'api', { replicas: 4 })],
    [workload('Deployment', 'api'), scaler('api')],
  )
  const [risk] = change.environments[0]?.risks ?? []
  expect(risk?.message).toContain('from 4 pods to 1')
  expect(risk?.steps).toHaveLength(2)
  expect(risk?.steps?.[0]).toContain(
    '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"api","namespace":"todo"},"spec":{"replicas":4}}',
  )
})

test('a vault is named where it fills the Secret', () => {
  const vault = resource('ExternalSecret', 'tls', { spec: { target: { name: 'tls' } } })
  const [risk] =
    diffOf([workload('Deployment', 'api')], [needs({ secretName: 'tls' }), vault]).environments[0]?.risks ??
    []
  expect(risk?.steps?.[0]).toMatch(/vault/)
})

test.each<[string, DiffOptions['isOlder'], string[]]>([
  ['an ancestor', () => true, ['medium image-back Deployment/api']],
  ['no ancestor, whatever the versions say', () => false, []],
  ['nothing known of it, so that the versions decide', () => undefined, ['medium image-back Deployment/api']],
])('the source of an image is %s', (_, isOlder, expected) => {
  const commits = (api: string) => ({ commits: { api } })
  const change = diff(
    [
      {
        name: 'dev',
        before: side([from('r/api:2.0.0')], commits('b')),
        after: side([from('r/api:1.0.0')], commits('a')),
        causes: { own: true, base: false },
      },
    ],
    { ...(isOlder && { isOlder }) },
  )
  expect(risks(change)).toEqual(expected)
})
