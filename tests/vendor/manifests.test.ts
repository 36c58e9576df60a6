import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { ManifestError, readManifests, toText } from '../../render/vendor/manifests.ts'

const stream = (spec: string): string =>
  `---\n# Source: cache/templates/a.yaml\napiVersion: v1\nkind: X\nmetadata: {name: a}\nspec: ${spec}\n`

test('YAML is read as helm reads it', () => {
  const [manifest] = readManifests(
    stream('{octal: 0440, yes: yes, off: off, date: 2026-01-01, time: 12:30:45, text: "0440"}'),
  )
  expect(manifest?.from).toBe('templates/a.yaml')
  expect(manifest?.resource['spec']).toEqual({
    octal: 288,
    true: true,
    false: false,
    date: '2026-01-01',
    time: '12:30:45',
    text: '0440',
  })
})

test('what is written reads the same to readers of YAML 1.1 and 1.2', () => {
  const resource = {
    apiVersion: 'v1',
    kind: 'X',
    metadata: { name: 'a' },
    data: {
      a: 'yes',
      b: '0o14',
      c: '0644',
      d: '1:20',
      e: '2026-01-01',
      f: 'null',
      g: '1e3',
      h: 'two\nlines\n',
      i: '',
      on: 'off',
    },
  }
  for (const version of ['1.1', '1.2'] as const)
    expect(parse(toText(resource), { version })).toEqual(resource)
})

test('the items of a List stand for themselves', () => {
  const item = '{apiVersion: v1, kind: ConfigMap, metadata: {name: NAME}}'
  const list = `apiVersion: v1\nkind: List\nitems: [${item.replace('NAME', 'a')}, ${item.replace('NAME', 'b')}]\n`
  expect(readManifests(list).map(({ resource }) => resource.metadata.name)).toEqual(['a', 'b'])
})

test.each([
  ['apiVersion: v1\nkind: X\n', 'without apiVersion, kind or metadata.name'],
  ['a: {', 'renders invalid YAML'],
  [`${stream('1')}---\n# Source: cache/templates/b.yaml\nfoo: 1\n`, '(templates/b.yaml)'],
])('%j is refused', (text, message) => {
  expect(() => readManifests(text)).toThrow(ManifestError)
  expect(() => readManifests(text)).toThrow(message)
})
