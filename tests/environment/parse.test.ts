import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from '../../render/environment/parse.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

/** The problems of a text (or of bytes) as `line:column: message`. */
const problems = (source: string | readonly number[]): string[] =>
  parse('f.yaml', typeof source === 'string' ? bytes(source) : Uint8Array.from(source)).problems.map(
    ({ file, position, message }) => {
      expect(file).toBe('f.yaml')
      return `${position?.line}:${position?.column}: ${message}`
    },
  )

describe('what is read as plain data', () => {
  test.each<[string, string, unknown]>([
    ['nothing', '', null],
    ['only a comment', '# nothing\n', null],
    ['words that YAML 1.1 takes for booleans', 'a: yes\nb: NO\nc: on\n', { a: 'yes', b: 'NO', c: 'on' }],
    ['numbers of YAML 1.1', 'a: 1_000\nb: 12:30\n', { a: '1_000', b: '12:30' }],
    ['dates', 'a: 2026-11-21\n', { a: '2026-11-21' }],
    ['booleans and numbers of YAML 1.2', 'a: true\nb: 3\nc: 1.5\n', { a: true, b: 3, c: 1.5 }],
    ['Windows line ends', 'a: 1\r\nb: x\r\n', { a: 1, b: 'x' }],
    ['no line end', 'a: 1', { a: 1 }],
    ['a start of the document', '---\na: 1\n', { a: 1 }],
    ['an end of the document', 'a: 1\n...\n', { a: 1 }],
    [
      'characters that only look like anchors',
      'a: "&b *c !d <<"\nb: x & y * z ! <<\n',
      { a: '&b *c !d <<', b: 'x & y * z ! <<' },
    ],
    ['blocks', 'a: |\n  b: &c\n  - *d\n', { a: 'b: &c\n- *d\n' }],
    ['any script', 'a: ü漢😀\n', { a: 'ü漢😀' }],
    ['flow maps', 'a: {b: [1, 2]}\n', { a: { b: [1, 2] } }],
  ])('%s', (_, text, value) => expect(parse('f.yaml', bytes(text))).toEqual({ value, problems: [] }))
})

describe('what is refused, where it stands', () => {
  test.each<[string, string | readonly number[], readonly string[]]>([
    ['a tab', 'a:\n\tb: 1\n', ['2:1: is indented with a tab: use spaces.']],
    [
      'a no-break space',
      'a:\n  b: 1\n \u00a0c: 1\n',
      [
        '3:2: is indented with a space character that YAML does not accept, as word processors write it; use plain spaces.',
      ],
    ],
    ['a key twice in a flow map', 'a: {b: 1, b: 2}\n', ['1:11: The key "b" is duplicated; keep one.']],
    ['a byte order mark', '\ufeffa: 1\n', ['1:1: starts with a byte order mark: save it without one.']],
    ['UTF-16', [0xff, 0xfe, 0x61, 0], ['1:1: is not valid UTF-8 here: save the file as UTF-8.']],
    [
      'Latin-1 behind other characters',
      [...bytes('# ü\na: ü'), 0xfc, 0x0a],
      ['2:5: is not valid UTF-8 here: save the file as UTF-8.'],
    ],
    [
      'a character cut off at the end',
      [...bytes('a: '), 0xe6, 0xbc],
      ['1:4: is not valid UTF-8 here: save the file as UTF-8.'],
    ],
    [
      'an encoded surrogate',
      [0x61, 0xed, 0xa0, 0x80],
      ['1:2: is not valid UTF-8 here: save the file as UTF-8.'],
    ],
    ['an overlong slash', [0xc0, 0xaf], ['1:1: is not valid UTF-8 here: save the file as UTF-8.']],
    ['a file that is too large', `# ${'x'.repeat(1_000_000)}\n`, ['1:1: is larger than 100000 bytes.']],
    ['a tag of YAML itself', 'a: !!int "3"\n', ['1:5: has the tag !!int: remove it, and quote text.']],
    [
      'two mistakes',
      'a: &x 1\nb: !!str 2\n',
      [
        '1:4: has an anchor, but aliases are not allowed; remove it.',
        '2:5: has the tag !!str: remove it, and quote text.',
      ],
    ],
    ['a merge key that is quoted', '"<<": 1\n', ['1:1: has a merge key (<<): write the keys out.']],
    ['a map as a key', '? {a: 1}\n: 2\n', ['1:3: has a key that is not a string.']],
  ])('%s', (_, source, expected) => expect(problems(source)).toEqual(expected))
})

test('an alias bomb is refused before it goes off', () => {
  const levels = Array.from(
    { length: 30 },
    (_, level) => `l${level + 1}: &l${level + 1} [*l${level}, *l${level}]`,
  )
  const refused = problems(['l0: &l0 [x]', ...levels, ''].join('\n'))
  expect(refused).toHaveLength(31) // each line once
  expect(refused.every((line) => /has an anchor|uses an alias/.test(line))).toBe(true)
})

test('deep nesting is read or refused, but ends', () => {
  const source = `a: ${'['.repeat(2000)}${']'.repeat(2000)}\n`
  expect(() => parse('f.yaml', bytes(source))).not.toThrow()
})

test('whatever the bytes: data, or problems with a place in the file', () => {
  const text = fc.oneof(fc.uint8Array(), fc.string({ unit: 'binary' }).map(bytes), fc.string().map(bytes))
  const ends = fc.property(text, (source) => {
    const parsed = parse('f.yaml', source)
    const lines = Buffer.from(source)
      .toString('latin1')
      .split(/\r\n|\n|\r/).length
    for (const { position } of parsed.problems) {
      expect(position?.line).toBeGreaterThanOrEqual(1)
      expect(position?.line).toBeLessThanOrEqual(lines)
      expect(position?.column).toBeGreaterThanOrEqual(1)
    }
    expect(parsed.problems.length === 0 ? 'value' in parsed : parsed.value === undefined).toBe(true)
  })
  fc.assert(ends, { numRuns: 2000 })
})
