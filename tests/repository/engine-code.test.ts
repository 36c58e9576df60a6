// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code under test has templates
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import type { Component } from '../../render/component/component.ts'
import { guarded } from '../../render/component/guard.ts'
import { componentsIn, policiesIn } from '../../render/repository/engine-code.ts'

const FILE = 'base/components/any/component.ts'
const IMPORT = "import { component } from '#engine'\n"
const component = (body: string, before = IMPORT) =>
  `${before}export default component({ description: 'Any.', ${body} })\n`

const told = (text: string, file = FILE) => {
  const files = new Map([[file, text]])
  const { problems } = file === FILE ? componentsIn(files) : policiesIn(files)
  return problems.map(({ file, position, message }) =>
    [file, ...(position ? [position.line, position.column] : [])].join(':').concat(': ', message),
  )
}

test('a component is what its file exports', () => {
  const { components, problems } = componentsIn(
    new Map([
      [
        FILE,
        component(
          "patches: ({ values }) => [{ apiVersion: 'v1', kind: 'X', metadata: { name: String(values) } }]",
        ),
      ],
      ['base/components/plain/kustomization.yaml', ''],
      ['base/components/any/nested/component.ts', 'throw 1'],
    ]),
  )
  expect(problems).toEqual([])
  expect(Object.keys(components)).toEqual(['any'])
  const environment = { name: 'a', namespace: 'a', cluster: 'c', host: '', retain: false }
  expect(components['any']?.patches?.({ values: 'x', environment })).toMatchObject([
    { metadata: { name: 'x' } },
  ])
})

test('a changed text is another component, in the same process', () => {
  const descriptionOf = (text: string) => componentsIn(new Map([[FILE, text]])).components['any']?.description
  expect(descriptionOf(component(''))).toBe('Any.')
  expect(descriptionOf(component('').replace('Any.', 'Other.'))).toBe('Other.')
})

describe('what is not pure is refused where it stands', () => {
  test.each([
    ['process', "check: () => [process.env['HOME'] ?? '']", '2:63: uses process'],
    ['the clock', 'check: () => [Date.now()]', '2:63: uses Date'],
    ['randomness', 'check: () => [Math.random()]', '2:63: uses Math.random'],
    ['the network', "check: () => fetch('http://127.0.0.1')", '2:62: uses fetch'],
    ['the global scope', 'check: () => [globalThis]', '2:63: uses globalThis'],
    ['code made of text', "check: () => [eval('1')]", '2:63: uses eval'],
    [
      'the constructor of functions',
      "check: () => [(() => 1).constructor('return process')()]",
      '2:73: uses constructor',
    ],
    ['a module loaded later', "check: () => [import('node:fs')]", '2:63: uses import('],
    ['a timer', 'check: () => [setTimeout(() => 1, 1)]', '2:63: uses setTimeout'],
    ['require', "check: () => [require('node:fs')]", '2:63: uses require'],
    ['a global that is spread', 'check: () => [...process.argv]', '2:66: uses process'],
    ['a global after a minus', 'check: () => [String(-Date.now())]', '2:71: uses Date'],
    ['a global between ? and :', 'check: () => [true ? process : 1]', '2:70: uses process'],
    ['an expression in a template', "check: () => [`https://${process.env['HOST']}/`]", '2:74: uses process'],
    [
      'code after a quote in a regular expression',
      "check: () => ['a'.replace(/'/, 'b'), process.title]",
      '2:86: uses process',
    ],
    [
      'code after a template in a template',
      'check: () => [`a ${`b ${1}`} c`, process.title]',
      '2:82: uses process',
    ],
    ['the console, which --json shares', "check: () => (console.log('x'), [])", '2:63: uses console'],
    ['the locale of the machine', "check: () => ['a'.localeCompare('b')]", '2:67: uses localeCompare'],
    [
      'randomness taken out of Math',
      'check: () => { const { random } = Math; return [random()] }',
      '2:83: uses Math',
    ],
    ['escapes in a name', 'check: () => [proc\\u0065ss.title]', '2:67: uses \\u'],
    ['what all code shares', 'check: () => [Object.assign(Array.prototype, {})]', '2:82: uses .prototype'],
    [
      'a comment between import and its parenthesis',
      "check: () => [import /* x */ ('node:fs')]",
      '2:63: uses import',
    ],
  ])('%s', (_, body, expected) => {
    expect(told(component(body))).toEqual([expect.stringContaining(`${FILE}:${expected}`)])
  })

  test.each([
    ['node', "import { readFileSync } from 'node:fs'\n"],
    ['a package', "import { parse } from 'yaml'\n"],
    ['a file beside it', "import { x } from './x.ts'\n"],
    ['the engine past its surface', "import { git } from '../../../render/tools/git.ts'\n"],
    ['for its effects only', "import 'node:fs'\n"],
    ['what it hands on', "export { readFileSync } from 'node:fs'\n"],
    ['what stands behind a comment', "import /* the engine */ * as fs from /* ' */ 'node:fs'\n"],
    ['what is deferred', "import defer * as fs from 'node:fs'\n"],
    ['what follows without a space', "import{readFileSync}from'node:fs'\n"],
  ])('an import of %s', (_, line) => {
    expect(told(component('', IMPORT + line))).toEqual([
      expect.stringMatching(/component\.ts:2:\d+: imports ".*"; it may import #engine only\.$/),
    ])
  })

  test.each([
    ['a comment', '/* process.env is what it does not read, Date neither */'],
    ['a text', "description: 'Asks no process and no Date.',"],
    ['a template', 'description: `Asks no process, no Date, and \\u006eothing \\`global\\` of ${1 + 1}.`,'],
    ['a regular expression', 'check: ({ values }) => (/^process[\'"`/]$/.test(String(values)) ? [] : []),'],
    ['a division', "check: ({ values }) => [Number(values) / 2 / 3].map((n) => ({ message: `${n}/'` })),"],
    ['a word before a quoted word', 'check: () => [{ message: `Comes from "values" or from \'base\'.` }],'],
    ['a member', 'check: ({ values }) => [(values as never as { Date: never }).Date],'],
    ['a key', "patches: () => [patch('v1', 'X', 'x', { process: 1 })],"],
    [
      'a part of a name',
      'check: () => { const processes = 1; const toDate = processes; return toDate ? [] : [] },',
    ],
  ])('%s is not code that runs', (_, body) => expect(told(component(body))).toEqual([]))
})

describe('a literal that is thrown is refused where it stands: it has no stack', () => {
  const refused = "throws a value that isn't an Error; throw new Error('…') instead."
  test.each(["'text'", '`text`', '"text"', '1', 'null', 'undefined', '{ a: 1 }', '[]'])('%s', (thrown) => {
    expect(told(`const a: number = 1\n  throw ${thrown}\n`)).toEqual([`${FILE}:2:3: ${refused}`])
  })

  test.each(["new Error('text')", 'error', 'undefinedName', 'nullish(1)'])('%s is not', (thrown) =>
    expect(told(component(`check: () => { throw ${thrown} }`))).toEqual([]),
  )

  test('Node prints nothing of its own', () => {
    const code = `import { componentsIn } from '${new URL('../../render/repository/engine-code.ts', import.meta.url)}'
process.stdout.write(componentsIn(new Map([['${FILE}', "throw 'text'"]])).problems[0].message)`
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      encoding: 'utf8',
    })
    expect({ stdout, stderr }).toEqual({ stdout: refused, stderr: '' })
  })
})

test('everything that is not pure is named at once', () => {
  expect(told(component('check: () => [process, Date]', `import 'node:fs'\n${IMPORT}`))).toEqual([
    expect.stringContaining(`${FILE}:1:1: imports "node:fs"`),
    expect.stringContaining(`${FILE}:3:63: uses process`),
    expect.stringContaining(`${FILE}:3:72: uses Date`),
  ])
})

test.each([
  ['no default', 'export const x = 1\n', 'must export a component as its default'],
  ['something else', 'export default 1\n', 'must export a component as its default'],
])('%s', (_, text, expected) => expect(told(text)).toEqual([expect.stringContaining(`${FILE}: ${expected}`)]))

describe('code that fails while it is read is reported where it does, in lines and columns of the source', () => {
  const types = 'interface Values {\n  readonly size: number\n}\n'
  test.each([
    ['no TypeScript', 'export default {\n  a: 1,\n  b: )\n}\n', "3:6: can't be run: Expression expected"],
    ['an enum', `${types}  enum Size { small }\n`, "4:3: can't be run: TypeScript enum is not supported"],
    ['a text without an end', "\nexport default 'abc\n", "2:16: can't be run: Unterminated string constant"],
    [
      'what throws',
      `${types}const fail = (values?: Values): never => {\n  throw new Error('not today')\n}\nexport default fail()\n`,
      "5:9: can't be run: not today",
    ],
    [
      'a function of the engine that throws',
      "import { object } from '#engine'\nexport default object(undefined as never)\n",
      "2:16: can't be run: Cannot convert",
    ],
    [
      'a name that is not imported',
      'const size = 1\nexport default [\n  size,\n  integer(1, 2),\n]\n',
      "4:3: can't be run: integer is not defined",
    ],
    [
      'a misspelt import',
      `// compnent\n${types}import {\n  object,\n  compnent,\n} from '#engine'\nexport default compnent({})\n`,
      "7:3: can't be run: The requested module '#engine' does not provide an export named 'compnent'",
    ],
  ])('%s', (_, text, expected) =>
    expect(told(text)).toEqual([expect.stringContaining(`${FILE}:${expected}`)]),
  )
})

test('a function of a component that throws names its place to its guard', () => {
  const text = component(
    '\n  patches: () => {\n    const none = undefined as unknown as { a: number }\n    return [none.a]\n  }',
  )
  const { components } = componentsIn(new Map([[FILE, text]]))
  const positions: unknown[] = []
  guarded(components['any'] as Component, (_message, _environment, position) =>
    positions.push(position),
  ).patches?.({} as never)
  expect(positions).toEqual([{ line: 5, column: 18 }])
})

test.each(['components.ts', 'Component.ts', 'component.tsx', 'component.js', 'values.mts'])(
  'code in a component as %s would do nothing',
  (name) => {
    const { problems } = componentsIn(new Map([[`base/components/any/${name}`, component('')]]))
    expect(problems.map(({ message }) => message)).toEqual(['is not read; rename it to component.ts.'])
  },
)

describe('a policy', () => {
  const file = 'policies/any.ts'
  const rule = (id: string) =>
    `policy({ id: '${id}', severity: 'error', title: 'T', why: 'W', remediation: 'M', *check() {} })`
  const from = "import { policy } from '#engine'\n"

  test('is a rule, or several', () => {
    const files = new Map([
      [file, `${from}export default ${rule('one')}\n`],
      ['policies/more.ts', `${from}export default [${rule('two')}, ${rule('three')}]\n`],
      ['policies/README.md', 'no code'],
    ])
    expect(policiesIn(files).rules.map(({ id }) => id)).toEqual(['one', 'two', 'three'])
  })

  test('is no JavaScript', () => {
    const { problems } = policiesIn(new Map([['policies/any.mjs', `${from}export default ${rule('one')}\n`]]))
    expect(problems).toMatchObject([
      { file: 'policies/any.mjs', message: 'is not read; a policy is a .ts file.' },
    ])
  })

  test.each([
    ['no rule', 'export default {}\n', 'must export a rule, or a list of rules'],
    [
      'a rule and something else',
      `${from}export default [${rule('x')}, 1]\n`,
      'must export a rule, or a list',
    ],
    [
      'another severity',
      `${from}export default ${rule('x').replace('error', 'warn')}\n`,
      `${file}: the policy "x": severity must be 'error' or 'warning'.`,
    ],
    [
      'a misspelt key',
      `${from}export default [${rule('x')}, ${rule('y').replace('title', 'tilte')}]\n`,
      `${file}: the policy "y": has the unknown key "tilte"; a policy has id, severity, title, why, remediation, check, needs.`,
    ],
    [
      'a missing key',
      `${from}export default ${rule('x').replace("why: 'W', ", '')}\n`,
      `${file}: the policy "x": why is missing; it must be a text.`,
    ],
    [
      'an unknown need',
      `${from}export default ${rule('x').replace('id:', "needs: ['cloud'], id:")}\n`,
      `${file}: the policy "x": needs must be a list of 'environment', 'release', 'fleet'`,
    ],
    ['an id twice', `${from}export default [${rule('x')}, ${rule('x')}]\n`, 'the id "x" is that of another'],
    ['an id of other letters', `${from}export default ${rule('No_1')}\n`, 'the id "No_1" must be words'],
    ['something impure', `${from}export default [${rule('x')}, process]\n`, 'uses process'],
  ])('%s', (_, text, expected) => expect(told(text, file)).toEqual([expect.stringContaining(expected)]))
})
