import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { toYaml } from '../../render/emit/yaml.ts'

/** What a reader of this version of YAML sees; anything it so much as warns of fails. */
function read(text: string, version: '1.1' | '1.2'): unknown {
  const document = parseDocument(text, { version, merge: version === '1.1', logLevel: 'error' })
  expect([...document.errors, ...document.warnings]).toEqual([])
  return document.toJS()
}

const versions = ['1.1', '1.2'] as const

// Each means something else than its letters to some reader, or ends a plain text too early.
const words = `~ null Null NULL nul y Y n N yes NO no on Off true FALSE << = - -- --- ... ? : :: a: a::
  0 1 -1 +1 0123 0o17 0x1F 0b11 1_000 1,000 685_230.15 0xg 1a 08 .5 5. 1.2.3 1..2 1e10 1E5 1e-5 12e03 e1 E10 .e5 . ..
  .inf -.INF .nan 12:30 190:20:30 190:20:30.15 1:60 2026-01-01 2026-1-1 2026-01-01T00:00:00Z 2026-01-01t00:00:00.0+01:00
  #a &a *a !a | > %a @a \`a a,b {a} [a] "a" 'a' it's \\ a\\nb é 漢字 😀 https://a.example:8443/x?y=z#f a=b $(id)`
const spaced = ', a,a ,a: b,a #b,- a,? a,!!str a,2026-01-01 00:00:00,\t,a\tb,\n,a\n,\na,a\nb,a\r\nb,\r'
const odd = '\0\u0007\u001b\u007f\u0080\u0085\u00a0\u2028\u2029\u202e\ufeff\ufffe\uffff'
const long = ['a'.repeat(200), 'word '.repeat(60)]
const misread = [...words.split(/\s+/), ...spaced.split(','), ...odd, ...long]

describe.each(versions)('a reader of YAML %s reads every string as it was', (version) => {
  test.each(misread)('%j', (text) => {
    const value = { value: text, list: [text, { value: text }], key: { [text]: text } }
    expect(read(toYaml(value), version)).toEqual(value)
  })

  test('whatever the data', () => {
    const scalar = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...misread),
      fc.integer(),
      fc.boolean(),
    )
    const key = fc.oneof(fc.string(), fc.constantFrom(...misread)).filter(isKey)
    const { map } = fc.letrec<{ map: object; item: unknown }>((tie) => ({
      map: fc.dictionary(key, tie('item'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
      item: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        scalar,
        fc.array(fc.oneof(scalar, tie('map')), { maxLength: 3 }),
        tie('map'),
      ),
    }))
    const comesBack = fc.property(map, (value) => {
      expect(read(toYaml(value), version)).toEqual(value)
    })
    fc.assert(comesBack, { numRuns: 500 })
  })
})

/** `patch` has a notation of its own, and JavaScript itself treats `__proto__` as no key. */
const isKey = (key: string) => key !== 'patch' && key !== '__proto__'

describe('what people read stays plain', () => {
  test.each([
    'todo-app',
    'https://git.example.com/todo/gitops.git',
    '../../base/platform',
    'networking.k8s.io/v1',
    '250m',
    'resources-finalizer.argocd.argoproj.io',
    'argocd.argoproj.io/sync-wave',
    'Prune=false,Delete=false',
    '.;/base',
    '5s',
    'v1.2.0',
  ])('%s', (text) => expect(toYaml({ value: text })).toBe(`value: ${text}\n`))
})

describe('notation', () => {
  test.each<[string, object, string]>([
    ['maps are indented by two', { a: { b: { c: 1 } } }, 'a:\n  b:\n    c: 1\n'],
    ['lists are indented below their key', { a: ['b', 'c'] }, 'a:\n  - b\n  - c\n'],
    [
      'maps in lists begin at the dash',
      { a: [{ b: 1, c: 2 }, { d: 3 }] },
      'a:\n  - b: 1\n    c: 2\n  - d: 3\n',
    ],
    ['lists in maps in lists', { a: [{ b: ['c'] }] }, 'a:\n  - b:\n      - c\n'],
    ['empty lists and maps', { a: [], b: {} }, 'a: []\nb: {}\n'],
    ['numbers and booleans', { a: 3, b: true, c: 'true', d: '3' }, 'a: 3\nb: true\nc: "true"\nd: "3"\n'],
    ['keys that are numbers are quoted', { '5': 'a' }, '"5": a\n'],
    ['patches are blocks', { a: [{ patch: 'b: 1\nc: 2' }] }, 'a:\n  - patch: |-\n      b: 1\n      c: 2\n'],
    ['keys keep their order', { b: 1, a: 2 }, 'b: 1\na: 2\n'],
  ])('%s', (_, value, text) => expect(toYaml(value)).toBe(text))
})

test('a patch is read as the text it was', () => {
  const patch = toYaml({ data: { A: 'x: "y"\n# z', B: '' } }).trimEnd()
  for (const version of versions)
    expect(read(toYaml({ patches: [{ patch }] }), version)).toEqual({ patches: [{ patch }] })
})

test('an empty map in a list stays one', () => {
  expect(read(toYaml({ a: [{}] }), '1.2')).toEqual({ a: [{}] })
})
