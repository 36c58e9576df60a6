import { expect, test } from 'vitest'
import { type Expectation, expectationOf } from '../../../render/verify/programs/expectation.ts'
import { programsOf } from '../../../render/verify/programs/files.ts'

const FILE = 'base/services/api/programs.yaml'
const flaws = (text: string, more: Readonly<Record<string, string>> = {}): string[] =>
  programsOf(new Map(Object.entries({ [FILE]: text, ...more }))).flaws.map(
    ({ file, path, message }) => `${file} ${path.join('.')}: ${message}`,
  )

test.each([
  ['number 1..9', ['1', '9'], ['0', '10', '1.5', '-1', '', 'many']],
  ['one-of a b', ['a', 'b'], ['c', 'A', '']],
  [
    'url http https',
    ['http://x', 'https://x:8000', 'http://x/'],
    ['x:80', 'ftp://x', 'http://x/y', 'http:x', 'http://x y', ''],
  ],
  ['url http /mcp', ['http://x/mcp'], ['http://x', 'http://x/mcp/', 'https://x/mcp']],
  ['url http /*', ['http://x', 'http://x/any/thing'], ['x']],
  ['text', ['gpt-5-mini'], ['', ' ', 'gpt 5']],
  ['exactly --data-checksums', ['--data-checksums'], ['', '--data']],
])('%s', (said, right, wrong) => {
  const expectation = expectationOf('X', said) as Exclude<Expectation, { secret: string }>
  expect(right.filter((value) => !expectation.accepts(value))).toEqual([])
  expect(wrong.filter((value) => expectation.accepts(value))).toEqual([])
})

test('secrets', () => {
  expect(expectationOf('KEY', 'secret auth')).toEqual({ secret: 'auth', key: 'KEY', optional: false })
  expect(expectationOf('KEY', 'secret auth OTHER optional')).toEqual({
    secret: 'auth',
    key: 'OTHER',
    optional: true,
  })
  expect(expectationOf('KEY', 'secret auth optional')).toEqual({ secret: 'auth', key: 'KEY', optional: true })
})

test.each([
  ['[]', ['base/services/api/programs.yaml : Expected programs by the names of their containers.']],
  [
    'api: { ports: 80 }',
    ['base/services/api/programs.yaml api.ports: A program has no "ports". Did you mean "port"?'],
  ],
  [
    'api: { probes: { live: /x } }',
    [
      'base/services/api/programs.yaml api.probes.live: Unknown probe "live". Known: liveness, readiness, startup.',
    ],
  ],
  [
    'api: { variables: { A: nubmer 1..2 } }',
    [
      'base/services/api/programs.yaml api.variables.A: "nubmer 1..2" is not a valid description of a variable: expected number 1..9, one-of a b, url http, text, exactly x, or secret NAME.',
    ],
  ],
  ['api: {', [expect.stringMatching(/^base\/services\/api\/programs\.yaml : /)]],
  ['api: { port: 80, variables: { A: text } }', []],
  ['api: { port: [80, 9090] }', []],
  [
    'api: { port: http }',
    ['base/services/api/programs.yaml api.port: Must be the number of a port, or a list of them.'],
  ],
])('%s', (text, expected) => {
  expect(flaws(text)).toEqual(expected)
})

test('within one folder a program has one file', () => {
  expect(flaws('api: {}', { 'base/services/api/job/programs.yaml': 'api: {}' })).toEqual([
    'base/services/api/programs.yaml api: base/services/api/job/programs.yaml has a program "api" already: expected another name.',
  ])
})

test('containers of two folders may have the same name', () => {
  expect(flaws('server: {}', { 'base/services/web/programs.yaml': 'server: {}' })).toEqual([])
})
