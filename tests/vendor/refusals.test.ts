import { expect, test } from 'vitest'
import type { Resource } from '../../render/kubernetes/resource.ts'
import { differences, isSetByOverlay, sortManifests } from '../../render/vendor/refusals.ts'

const resource = (kind: string, name: string, fields: object = {}, metadata: object = {}): Resource => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, ...metadata },
  ...fields,
})

const sorted = (resources: readonly Resource[], exclude: readonly string[] = []) =>
  sortManifests(
    resources.map((each) => ({ resource: each, from: 'templates/a.yaml' })),
    { namespace: 'cache', exclude, isNamespaced: ({ kind }) => !/^Cluster/.test(kind) },
  )

test('what an environment may have is kept, without the namespace that it was rendered for', () => {
  const found = sorted([
    resource('ConfigMap', 'a', { data: { b: 'c' } }, { namespace: 'cache' }),
    resource('Secret', 'empty', {}, { namespace: '' }),
    resource('CustomResourceDefinition', 'x'),
  ])
  expect(found).toEqual({
    resources: [resource('ConfigMap', 'a', { data: { b: 'c' } }), resource('Secret', 'empty')],
    crds: [resource('CustomResourceDefinition', 'x')],
    notes: [],
    refused: [],
  })
})

test('everything else is refused, unless it is excluded', () => {
  const wrong = [
    resource('ClusterRole', 'a'),
    resource('Namespace', 'cache'),
    resource('ConfigMap', 'b', {}, { namespace: 'kube-system' }),
    resource('Secret', 'c', { stringData: { d: 'e' } }),
    resource('ConfigMap', 'twice'),
    resource('ConfigMap', 'twice'),
  ]
  expect(sorted(wrong).refused.map((each) => each.split(/[,:]/)[0])).toEqual([
    'ClusterRole/a (templates/a.yaml) is cluster-scoped',
    'Namespace/cache (templates/a.yaml) is refused',
    'ConfigMap/b (templates/a.yaml) is in namespace kube-system',
    'Secret/c (templates/a.yaml) is a Secret with data',
    'ConfigMap/twice is rendered twice (templates/a.yaml)',
  ])
  const ids = ['ClusterRole/a', 'Namespace/cache', 'ConfigMap/b', 'Secret/c', 'ConfigMap/twice']
  expect(sorted(wrong, ids)).toEqual({ resources: [], crds: [], notes: [], refused: [] })
  expect(sorted([], ['ClusterRole/a']).refused).toEqual([
    'exclude names ClusterRole/a, which the source does not render; remove the entry.',
  ])
})

test('two renderings differ in fields, and in resources that only one has', () => {
  const rendering = (name: string, fields: object, namespace: string) => [
    { resource: resource('RoleBinding', 'a', fields, { namespace }) },
    { resource: resource('Pod', name) },
  ]
  const found = differences(
    rendering('one', { data: { 'a.b': '1' }, list: [1, 2], subjects: [{ namespace: 'x' }] }, 'x'),
    rendering('two', { data: { 'a.b': '2' }, list: [1], subjects: [{ namespace: 'y' }] }, 'y'),
  )
  expect(found).toEqual([
    'RoleBinding/a metadata.namespace',
    'RoleBinding/a data[a.b]',
    'RoleBinding/a list[1]',
    'RoleBinding/a subjects[0].namespace',
    'Pod/one',
    'Pod/two',
  ])
  expect(found.filter((each) => !isSetByOverlay(each))).toEqual(found.slice(1, 3).concat(found.slice(4)))
})
