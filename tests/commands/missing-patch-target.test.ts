import { expect, test } from 'vitest'
import { withPatchSource } from '../../render/commands/missing-patch-target.ts'

const BASE = new Map([
  [
    'base/components/cache/service.yaml',
    'apiVersion: v1\nkind: Service\nmetadata: {name: cache}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: queue}\n',
  ],
  ['base/services/web/config-map.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cahe}\n'],
])

/** What kustomize 5.8 prints. */
const errorFor = (name: string): string =>
  `error: no resource matches strategic merge patch "Service.v1.[noGrp]/${name}.[noNs]": no matches for Id Service.v1.[noGrp]/${name}.[noNs]; failed to find unique target for patch Service.v1.[noGrp]/${name}.[noNs]`

const patchesFor = (name: string) => [
  { component: 'other', patches: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } }] },
  { component: 'cache', patches: [{ apiVersion: 'v1', kind: 'Service', metadata: { name } }] },
]

test.each([
  ['cahe', 'Did you mean "cache"?'],
  ['absent', 'Known: cache, queue.'],
  ['queue', "It is in base/components/cache/service.yaml, which this environment doesn't build."],
])('a patch for a Service %s that is not built names its component.ts', (name, hint) =>
  expect(withPatchSource(errorFor(name), patchesFor(name), BASE)).toBe(
    `base/components/cache/component.ts: No resource Service/${name} to patch. ${hint}\n${errorFor(name)}`,
  ),
)

test('any other error, and a patch of no component, stay as they are', () => {
  expect(withPatchSource('error: x', patchesFor('cash'), BASE)).toBe('error: x')
  expect(withPatchSource(errorFor('gone'), patchesFor('cash'), BASE)).toBe(errorFor('gone'))
})
