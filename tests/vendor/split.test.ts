import { expect, test } from 'vitest'
import { filesOf, vendoredFrom } from '../../render/vendor/split.ts'

const resource = (kind: string, name: string) => ({ apiVersion: 'v1', kind, metadata: { name } })

test('one file a resource, with a name that no disk and no kustomize takes for another', () => {
  const files = filesOf('cache', {
    resources: [
      resource('Role', 'system:x'),
      resource('Role', 'system-x'),
      resource('ConfigMap', 'a'.repeat(200)),
      resource('HTTPRoute', 'Web'),
    ],
    crds: [resource('CustomResourceDefinition', 'caches.example.com')],
    values: 'a: 1 # why\n',
  })
  expect([...files.keys()]).toEqual([
    `base/vendor/cache/${`config-map-${'a'.repeat(200)}`.slice(0, 150)}.yaml`,
    'base/vendor/cache/httproute-web.yaml',
    'base/vendor/cache/role-system-x.yaml',
    'base/vendor/cache/role-system-x-2.yaml',
    'base/vendor/cache/kustomization.yaml',
    'base/vendor/cache/chart-values.yaml',
    'base/crds/caches.example.com.yaml',
  ])
  for (const text of files.values()) expect(vendoredFrom(text)).toBe('cache')
  expect(files.get('base/vendor/cache/chart-values.yaml')).toMatch(/\na: 1 # why\n$/)
})

test('of definitions alone there is nothing to name', () => {
  const files = filesOf('cache', { resources: [], crds: [resource('CustomResourceDefinition', 'a.b')] })
  expect([...files.keys()]).toEqual(['base/crds/a.b.yaml'])
})

test.each(['', '# ours\n', '# Written by `npm run render` from base/vendor/x/source.yaml: no\n'])(
  '%j is of someone else',
  (text) => expect(vendoredFrom(text)).toBeUndefined(),
)
