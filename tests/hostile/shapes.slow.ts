import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { render } from '../../render/commands/render.ts'
import { parse } from '../../render/environment/parse.ts'
import { readFleet } from '../../render/environment/sources.ts'
import { refused } from '../../render/output/place.ts'
import { run } from '../repository/run.ts'
import { rendered } from '../repository/snapshot.ts'
import { copyOfRepository, write } from '../support/repository.ts'
import { escaped, HOSTILE } from './strings.ts'

const ENVIRONMENT = 'environments/staging/environment.yaml'
const RELEASE = 'environments/staging/release.yaml'
const FLEET = 'environments/fleet.yaml'

const GOOD = 'cluster: cloud\ncomponents: {postgres: {storage: 1Gi}}\n'
const levels = Array.from({ length: 9 }, (_, index) => index)
const BOMB = `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${levels
  .map((level) => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(', ')}]\n`)
  .join('')}`
const DEEP = 10_000

const ATTACKS: readonly [name: string, text: string | Buffer][] = [
  ['an alias bomb', BOMB],
  ['an alias bomb beside a good definition', `${GOOD}${BOMB}`],
  ['an alias to itself', 'a: &a [*a]\n'],
  ['a merge key', `base: &base {cluster: cloud}\n<<: *base\n`],
  ['10 MB of a comment', `${GOOD}# ${'x'.repeat(10_000_000)}\n`],
  ['10 MB of one string', `cluster: ${'x'.repeat(10_000_000)}\n`],
  ['10,000 lists in lists', `cluster: ${'['.repeat(DEEP)}${']'.repeat(DEEP)}\n`],
  ['10,000 open lists', `cluster: ${'['.repeat(DEEP)}`],
  ['10,000 maps in maps', `cluster: ${'{a: '.repeat(DEEP)}1${'}'.repeat(DEEP)}\n`],
  ['10,000 dashes', `${'- '.repeat(DEEP)}a\n`],
  [
    '1,000 levels of indentation',
    Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
  ],
  ['60,000 keys', Array.from({ length: 60_000 }, (_, index) => `k${index}: 1\n`).join('')],
  ['5,000 keys', Array.from({ length: 5_000 }, (_, index) => `k${index}: 1\n`).join('')],
  ['null bytes', Buffer.alloc(1000)],
  ['bytes that are no UTF-8', Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe, 0x0a])],
  ['UTF-16', Buffer.from(`\ufeff${GOOD}`, 'utf16le')],
  ['a byte order mark', `\ufeff${GOOD}`],
  ['a YAML 1.1 directive, which makes booleans of words', `%YAML 1.1\n---\n${GOOD}retain: on\n`],
  ['a tag directive', `%TAG ! tag:example.com,2000:\n---\n${GOOD}`],
  ['two documents', `${GOOD}---\n${GOOD}`],
  ['a key twice', `${GOOD}cluster: cloud\n`],
  ['a tag', `${GOOD}host: !!str todo.example.com\n`],
  ['a key that is a list', `${GOOD}? [a]\n: b\n`],
]

test.each(ATTACKS)('%s is refused with a place, in every file, and nothing is written', async (_, text) => {
  const root = copyOfRepository()
  expect(render(root, []).exit).toBe(0)
  const before = rendered(root)
  const bytes = Buffer.from(text)
  for (const file of [ENVIRONMENT, RELEASE]) writeFileSync(join(root, file), bytes)
  // A process of its own first, because one that hangs can be ended.
  const { exit, signal, stderr } = await run(root, ['render'])
  expect(signal).toBeNull()
  expect(exit).toBe(2)
  for (const file of [ENVIRONMENT, RELEASE]) expect(stderr).toMatch(new RegExp(`^${file}:\\d+:\\d+: `, 'm'))
  expect(stderr).not.toMatch(/ at .*\.ts:\d+|Maximum call stack/)
  expect(rendered(root)).toEqual(before)

  const { value, problems } = readFleet(bytes, parse)
  expect(value).toBeUndefined()
  const { errors } = refused(problems, () => bytes.toString())
  expect(errors[0]).toMatch(/^environments\/fleet\.yaml:\d+:\d+: /)
})

/** Names that JavaScript's objects have already. */
const INHERITED = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'isPrototypeOf',
]

const PLACES: readonly [place: string, file: string, text: (key: string) => string][] = [
  ['a key of the definition', ENVIRONMENT, (key) => `${GOOD}${key}: {}\n`],
  ['a service', ENVIRONMENT, (key) => `${GOOD}services:\n  ${key}: {}\n`],
  [
    'a service with settings',
    ENVIRONMENT,
    (key) => `${GOOD}services:\n  ${key}: {settings: {A: b}, resources: {limits: {cpu: "1"}}}\n`,
  ],
  ['a setting', ENVIRONMENT, (key) => `${GOOD}services:\n  backend:\n    settings:\n      ${key}: x\n`],
  ['a quota', ENVIRONMENT, (key) => `${GOOD}quota:\n  ${key}: "1"\n`],
  [
    'a component',
    ENVIRONMENT,
    (key) => `cluster: cloud\ncomponents: {postgres: {storage: 1Gi}, ${key}: {}}\n`,
  ],
  ['the cluster', ENVIRONMENT, (key) => GOOD.replace('cluster: cloud', `cluster: ${key}`)],
  [
    'a released service',
    RELEASE,
    (key) =>
      `services:\n  ai-agent: {tag: 1.0.0}\n  backend: {tag: 1.0.0}\n  frontend: {tag: 1.0.0}\n  mcp-server: {tag: 1.0.0}\n  ${key}: {tag: 1.0.0}\n`,
  ],
]

test.each(PLACES)(
  'names that every object inherits, as %s, are refused at their line',
  async (_, file, text) => {
    const root = copyOfRepository()
    for (const key of INHERITED) {
      write(root, { [file]: text(key) })
      const line =
        text(key)
          .split('\n')
          .findIndex((each) => each.includes(key)) + 1
      const { exit, errors } = render(root, [])
      const stderr = errors.join('\n')
      expect.soft(exit, key).toBe(2)
      expect.soft(stderr, key).toContain(`${file}:${line}:`)
      expect.soft(stderr, key).toContain(key)
    }
  },
)

test('a cluster may be called what it likes: a name that objects inherit is harmless or refused', async () => {
  for (const key of ['constructor', '__proto__', 'toString']) {
    const root = copyOfRepository()
    const cluster =
      '{server: https://a.example, kubernetes: "1.36", argocd: {version: 3.5.7, kustomize: 5.8.1}}'
    write(root, {
      [FLEET]: `system: a\nrepository: https://a.example/b.git\nregistry: ghcr.io/a\nclusters:\n  minikube: ${cluster}\n  cloud: ${cluster}\n  ${key}: ${cluster}\n`,
      [ENVIRONMENT]: GOOD.replace('cluster: cloud', `cluster: ${key}`),
    })
    const { exit, stderr } = await run(root, ['render'])
    if (key === 'constructor') {
      expect(exit).toBe(0)
      expect(Object.keys(rendered(root))).toContain('apps/constructor/environments/staging.yaml')
    } else {
      expect(exit).toBe(2)
      expect(stderr).toContain(`${FLEET}:7:3: `)
    }
  }
})

test('an environment may be called what objects inherit, if its name is one', async () => {
  const root = copyOfRepository()
  const release =
    'services: {ai-agent: {tag: 1.0.0}, backend: {tag: 1.0.0}, frontend: {tag: 1.0.0}, mcp-server: {tag: 1.0.0}}\n'
  for (const name of ['constructor', 'null', 'on', '0123', '1e10'])
    write(root, {
      [`environments/${name}/environment.yaml`]: GOOD,
      [`environments/${name}/release.yaml`]: release,
    })
  const { exit, stderr } = await run(root, ['render'])
  expect(stderr).toBe('')
  expect(exit).toBe(0)
  expect(rendered(root)['overlays/0123/kustomization.yaml']).toContain('environment: "0123"')
  expect(rendered(root)['overlays/on/kustomization.yaml']).toContain('environment: "on"')
  expect((await run(root, ['check'])).exit).toBe(0)
})

test('every hostile string as the name of an environment is refused, or makes exactly its own files', async () => {
  const root = copyOfRepository()
  const possible = (name: string): boolean =>
    name.isWellFormed() &&
    !/[/\0]/.test(name) &&
    !['', '.', '..'].includes(name) &&
    Buffer.byteLength(name) < 255
  const plain = (name: string): boolean => /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(name)
  const ignored = (name: string): boolean => name.startsWith('.') || name.endsWith('.md')
  const names = [...HOSTILE, ...INHERITED].filter(possible)
  for (const name of names) mkdirSync(join(root, 'environments', name), { recursive: true })
  const { exit, stdout } = await run(root, ['--json', 'render'])
  expect(exit).toBe(2)
  const files = new Set((JSON.parse(stdout).problems as { file: string }[]).map(({ file }) => file))
  // Those that may be one are empty folders, and told as such.
  const missed = names.filter((name) => !ignored(name) && !files.has(`environments/${name}`))
  expect(missed.map(escaped)).toEqual([])
  expect(names.filter(plain).length).toBeGreaterThan(0)
  for (const name of names) rmSync(join(root, 'environments', name), { recursive: true, force: true })
  expect((await run(root, ['render'])).exit).toBe(0)
})
