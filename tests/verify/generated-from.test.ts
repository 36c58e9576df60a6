import { expect, test } from 'vitest'
import { generatedFrom } from '../../render/verify/generated-from.ts'

const base = new Map([
  ['base/platform/kustomization.yaml', 'resources: []\n'],
  [
    'base/services/web/kustomization.yaml',
    `configMapGenerator:
  - name: other
    literals: [A=1]
  - name: web
    envs: [settings.env, more.env]
    files: [page.html, logo=img/logo.png]
    literals:
      - MODE=fast
`,
  ],
  ['base/services/web/settings.env', '# A comment\nLOG_LEVEL=info\n'],
  ['base/services/web/more.env', '\n  URL=http://x\n'],
])
const at = (file: string, line: number) => ({
  ...{ file: `base/services/web/${file}`, path: [], at: 'value' },
  position: { line, column: 1 },
})

test.each([
  ['LOG_LEVEL', at('settings.env', 2)],
  ['URL', at('more.env', 2)],
  ['page.html', at('page.html', 1)],
  ['logo', at('img/logo.png', 1)],
  [
    'MODE',
    {
      file: 'base/services/web/kustomization.yaml',
      path: ['configMapGenerator', 1, 'literals', 0],
      at: 'value',
    },
  ],
  ['', at('settings.env', 1)],
])('key "%s" comes from there', (key, source) => expect(generatedFrom('web', key, base)).toEqual(source))

test('a ConfigMap that is written as a manifest comes from no generator', () => {
  expect(generatedFrom('files', 'a', base)).toBeUndefined()
})
