import { expect, test } from 'vitest'
import { readSource } from '../../render/vendor/source.ts'

const DIGEST = `sha256:${'ab'.repeat(32)}`
const CHART = { repository: 'https://charts.example.com', name: 'cache', version: '1.0.0', digest: DIGEST }
const FOLDER = {
  repository: 'https://github.com/acme/deploy.git',
  commit: 'ab'.repeat(20),
  path: 'deploy/base',
}

const messages = (value: unknown, name = 'cache'): string[] =>
  readSource(name, value).problems.map(({ path, message }) => `${path.join('.')}: ${message}`)

test.each([
  [{ chart: CHART }],
  [{ chart: { ...CHART, repository: 'oci://ghcr.io/acme/charts' }, values: { a: [1] }, release: 'c' }],
  [{ chart: CHART, exclude: ['ClusterRole/system:x'], crds: false, apiVersions: ['a.b/v1'] }],
  [{ kustomize: FOLDER, namespace: 'shop' }],
  [{ kustomize: { ...FOLDER, path: '.', repository: 'ssh://git@example.com/a.git', version: 'v1' } }],
])('%j is a source', (value) => {
  expect(readSource('cache', value)).toEqual({ source: value, problems: [] })
})

test.each<[unknown, readonly string[]]>([
  [{}, [': must have the key chart or the key kustomize.']],
  [null, [': The file is empty.']],
  [
    { chart: CHART, kustomize: FOLDER },
    ['kustomize: chart and kustomize are mutually exclusive; remove one.'],
  ],
  [
    { kustomize: FOLDER, values: {}, release: 'c' },
    ['release: release is for a chart; remove it.', 'values: values is for a chart; remove it.'],
  ],
  [
    { chart: { ...CHART, version: 1.1, digest: 'sha256:1' }, vaules: {} },
    [
      'vaules: Unknown key "vaules". Did you mean "values"?',
      'chart.version: Expected an exact version, for example "1.4.0", found the number 1.1. Put it in quotes.',
      `chart.digest: Expected sha256: and 64 hexadecimal digits, for example "sha256:${'0123456789abcdef'.repeat(4)}", found "sha256:1".`,
    ],
  ],
  [
    { kustomize: { ...FOLDER, path: '../x', commit: 'main' } },
    ['kustomize.commit: Expected a full commit ID', 'kustomize.path: Expected the path of a folder'],
  ],
  [{ chart: { ...CHART, version: '^1.0.0' } }, ['chart.version: Expected an exact version']],
  [
    { chart: { ...CHART, repository: 'https://user:pw@example.com' } },
    ['chart.repository: Expected an address'],
  ],
  [
    { kustomize: { ...FOLDER, repository: 'https://user:pw@example.com/a.git' } },
    ['kustomize.repository: holds a password'],
  ],
  [{ kustomize: { ...FOLDER, repository: 'ext::sh -c id' } }, ['kustomize.repository: Expected an address']],
])('%j is refused', (value, expected) => {
  const found = messages(value)
  expect(found).toHaveLength(expected.length)
  for (const [index, message] of expected.entries()) expect(found[index]).toContain(message)
})

test('the name of the folder is one that a release can have', () => {
  expect(messages({ chart: CHART }, 'Cache.io')[0]).toContain('lower-case letters')
})
