import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CACHE_VARIABLE } from '../../render/cache/folder.js'
import { locator } from '../../render/problem/locate.ts'
import { customKinds } from '../../render/repository/custom-kinds.ts'
import { widgetOf } from '../kubernetes/crd/widget.ts'
import { temporaryFolder } from '../support/repository.ts'

const FILE = 'base/crds/widgets.yaml'
const text = { type: 'string' }

const of = (files: Readonly<Record<string, string>>, versions = ['1.36']) =>
  customKinds(temporaryFolder(), new Map(Object.entries(files)), versions)

/** The messages with their places. */
const problems = (files: Readonly<Record<string, string>>): string[] =>
  of(files).problems.map((problem) => {
    const { line, column } = locator(files[problem.file] ?? '')(problem)
    return `${problem.file}:${line}:${column}: ${problem.message}`
  })

/** As YAML with one line for each field: JSON with breaks is YAML, too. */
const yaml = (definition: object): string => JSON.stringify(definition, null, 1)

const gadget = {
  ...widgetOf({ b: text }),
  metadata: { name: 'gadgets.example.com' },
  spec: { ...widgetOf({ b: text }).spec, names: { kind: 'Gadget', plural: 'gadgets' } },
}

test('every document, and every item of a List, is one definition', () => {
  const { custom, problems } = of({
    [FILE]: `# First\n---\n${yaml(widgetOf({ a: text }))}\n---\n`,
    'base/crds/more/list.json': yaml({ apiVersion: 'v1', kind: 'List', items: [gadget] }),
    'base/crds/README.md': 'Not a definition.',
  })
  expect(problems).toEqual([])
  expect(Object.keys(custom.kinds)).toEqual(['example.com/v1/Widget', 'example.com/v1/Gadget'])
})

test('a mistake in a later document or item has its own line', () => {
  const second = yaml({ ...gadget, kind: 'Deployment' })
  expect(problems({ [FILE]: `${yaml(widgetOf({ a: text }))}\n---\n${second}\n` })).toEqual([
    `${FILE}:41:10: Expected CustomResourceDefinition, found "Deployment". base/crds holds nothing else.`,
  ])
  const list = `kind: List\nitems:\n  - kind: ConfigMap\n`
  expect(problems({ [FILE]: list })[0]).toMatch(`${FILE}:3:11: Expected CustomResourceDefinition`)
})

test.each([
  ['a: [', 'is not valid YAML'],
  ['- a\n', 'must hold CustomResourceDefinitions.'],
  ['# Nothing\n---\n', 'is empty: add a CustomResourceDefinition, or delete the file.'],
  ['a: 1\na: 2\n', 'is not valid YAML'],
])('%j is said, and nothing is thrown', (content, message) =>
  expect(problems({ [FILE]: content })).toEqual([expect.stringContaining(message)]),
)

test('one kind in two files is said of the second', () => {
  const definition = yaml(widgetOf({ a: text }))
  expect(problems({ 'base/crds/a.yaml': definition, 'base/crds/b.yaml': definition })).toEqual([
    expect.stringMatching(/^base\/crds\/b\.yaml:\d+:\d+: Another file of base\/crds defines this kind, too/),
  ])
})

test('what holds for every Kubernetes version of the fleet is said once', () => {
  const definition = yaml(widgetOf({ a: { ...text, maxLenght: 1 } }))
  expect(of({ [FILE]: definition }, ['1.34', '1.36', '1.37', '1.36']).problems).toHaveLength(1)
})

test('good definitions are kept by content, others are read again', () => {
  const root = temporaryFolder()
  const cache = temporaryFolder()
  const before = process.env[CACHE_VARIABLE]
  process.env[CACHE_VARIABLE] = cache
  const entries = () => (existsSync(join(cache, 'entries')) ? readdirSync(join(cache, 'entries')).length : 0)
  const read = (properties: Record<string, object>) =>
    customKinds(root, new Map([[FILE, yaml(widgetOf(properties))]]), ['1.36'])
  try {
    const first = read({ a: text })
    expect(entries()).toBe(1)
    expect(read({ a: text })).toEqual(first)
    expect(entries()).toBe(1)
    expect(read({ a: {} }).problems).toHaveLength(1)
    expect(entries()).toBe(1)
    expect(read({ b: text }).custom).not.toEqual(first.custom)
    expect(entries()).toBe(2)
  } finally {
    if (before === undefined) delete process.env[CACHE_VARIABLE]
    else process.env[CACHE_VARIABLE] = before
  }
})
