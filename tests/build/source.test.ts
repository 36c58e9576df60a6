import { expect, test } from 'vitest'
import { buildKeys, digest } from '../../render/build/source.ts'

const base = new Map([
  ['base/platform/kustomization.yaml', 'kind: Kustomization\n'],
  ['base/components/spread/kustomization.yaml', 'kind: Component\n'],
])
const overlays = new Map([
  ['overlays/a/kustomization.yaml', 'namespace: a\n'],
  ['overlays/a/release/kustomization.yaml', 'images: []\n'],
  ['overlays/ab/kustomization.yaml', 'namespace: ab\n'],
])
const key = buildKeys({ base, overlays }, '5.8.1')

const changed = (files: ReadonlyMap<string, string>, path: string, text: string) =>
  new Map([...files, [path, text]])

test.each([
  [
    'a file of base',
    { base: changed(base, 'base/platform/kustomization.yaml', 'kind: Component\n'), overlays },
  ],
  ['a component', { base: changed(base, 'base/components/spread/kustomization.yaml', ''), overlays }],
  ['a new file of base', { base: changed(base, 'base/new.yaml', ''), overlays }],
  ['the overlay', { base, overlays: changed(overlays, 'overlays/a/kustomization.yaml', 'namespace: b\n') }],
  [
    'its release',
    { base, overlays: changed(overlays, 'overlays/a/release/kustomization.yaml', 'images: [b]\n') },
  ],
  ['a new file of the overlay', { base, overlays: changed(overlays, 'overlays/a/new.yaml', '') }],
])('%s changes the key', (_, source) => {
  expect(buildKeys(source, '5.8.1')('a')).not.toBe(key('a'))
})

test('the version of kustomize changes the key', () => {
  expect(buildKeys({ base, overlays }, '5.8.2')('a')).not.toBe(key('a'))
})

test('another environment and the order of files do not', () => {
  const other = changed(overlays, 'overlays/ab/kustomization.yaml', 'namespace: c\n')
  expect(buildKeys({ base, overlays: other }, '5.8.1')('a')).toBe(key('a'))
  const turned = { base: new Map([...base].reverse()), overlays: new Map([...overlays].reverse()) }
  expect(buildKeys(turned, '5.8.1')('a')).toBe(key('a'))
  expect(key('a')).not.toBe(key('ab'))
})

test('text that moves from one file to another, or into a name, changes the digest', () => {
  const digests = [
    [['a', 'bc']],
    [['ab', 'c']],
    [
      ['a', 'b'],
      ['c', ''],
    ],
    [
      ['a', ''],
      ['c', 'b'],
    ],
  ].map((files) => digest(files as [string, string][]))
  expect(new Set(digests).size).toBe(digests.length)
})
