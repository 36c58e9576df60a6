import { expect, test } from 'vitest'
import { editSource } from '../../render/vendor/edit-source.ts'

test('only the named values change, in the quotes that they had', () => {
  const before = `# ours
chart:
  name: cache   # the name
  version: "1.0.0" # pinned
  digest: sha256:aa
values: {a: [1,  2]}
`
  expect(editSource(before, 'chart', { version: '1.1.0', digest: 'sha256:bb' })).toBe(
    before.replace('1.0.0', '1.1.0').replace('sha256:aa', 'sha256:bb'),
  )
  expect(editSource(before, 'chart', { version: '1.0.0', digest: 'sha256:aa' })).toBe(before)
})

test('a key that is not there comes behind the last one', () => {
  expect(
    editSource('chart:\n  version: 1.0.0 # pinned\nvalues: {}\n', 'chart', { digest: 'sha256:bb' }),
  ).toBe('chart:\n  version: 1.0.0 # pinned\n  digest: sha256:bb\nvalues: {}\n')
  expect(editSource('kustomize: { path: a }\n', 'kustomize', { commit: '12' })).toBe(
    'kustomize: { path: a, commit: "12" }\n',
  )
})

test('what YAML takes for a number is quoted', () => {
  expect(editSource('chart:\n  version: 1.0.0\n', 'chart', { version: '1.10' })).toBe(
    'chart:\n  version: "1.10"\n',
  )
})
