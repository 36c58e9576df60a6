import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { policiesIn } from '../../render/repository/engine-code.ts'
import { readInputs } from '../../render/repository/inputs.ts'
import { RULES } from '../../render/verify/rules.ts'
import { UNUSED_EXCEPTION } from '../../render/verify/verify.ts'
import { SYSTEM } from '../support/repository.ts'
import { type Diagnostic, type Editor, openEditor, type Position } from './language-server.ts'

// What a person sees who edits the files of this repository with yaml-language-server, as VS Code and others run it.

let editor: Editor
beforeAll(async () => {
  editor = await openEditor(SYSTEM)
}, 60_000)
afterAll(() => editor.close())

const STAGING = 'environments/staging'
const read = (path: string): string => readFileSync(join(SYSTEM, path), 'utf8')

/** A file with the first line that it has here and other text below, and the place of the mark in it. */
function draft(path: string, marked: string): [path: string, text: string, at: Position] {
  const kind = /([a-z]+)\.yaml$/.exec(path)?.[1]
  const schema = path.startsWith(`${STAGING}/`) ? '../.schema' : '.schema'
  const text = `# yaml-language-server: $schema=${schema}/${kind}.schema.json\n${marked}`
  const before = text.slice(0, text.indexOf('|')).split('\n')
  return [path, text.replace('|', ''), { line: before.length - 1, character: before.at(-1)?.length ?? 0 }]
}

const labels = async (path: string, marked: string): Promise<string[]> =>
  (await editor.completions(...draft(path, marked))).map(({ label }) => label)

const SERVICES = readdirSync(join(SYSTEM, 'base/services'))
const SETTINGS = [...read('base/services/backend/settings.env').matchAll(/^([A-Z_]+)=/gm)].map(
  ([, name]) => name as string,
)

const POLICIES = policiesIn(readInputs(SYSTEM).inputs.policies).rules

const files = [
  'environments/fleet.yaml',
  ...readdirSync(join(SYSTEM, 'environments'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name }) => [`environments/${name}/environment.yaml`, `environments/${name}/release.yaml`]),
]

test.each(files)('%s names its schema and has nothing wrong', async (path) => {
  expect(read(path)).toMatch(/^# yaml-language-server: \$schema=(\.\.\/)?\.schema\//)
  expect(await editor.diagnostics(path, read(path))).toEqual([])
})

describe('what is completed', () => {
  test('clusters of fleet.yaml', async () => {
    const clusters = [...read('environments/fleet.yaml').matchAll(/^ {2}([a-z]+):$/gm)].map(
      ([, name]) => name,
    )
    expect((await labels(`${STAGING}/environment.yaml`, 'cluster: |\n')).sort()).toEqual(clusters.sort())
  })
  test.each([
    [`${STAGING}/environment.yaml`, 'services:\n  |\n'],
    [`${STAGING}/release.yaml`, 'services:\n  |\n'],
    [`${STAGING}/holds.yaml`, 'services:\n  |\n'],
    [`${STAGING}/holds.yaml`, 'lifted:\n  |\n'],
  ])('services in %s: %j', async (path, marked) => {
    expect(await labels(path, marked)).toEqual(expect.arrayContaining(SERVICES))
  })
  test('settings of a service, each with what settings.env says of it', async () => {
    const found = await editor.completions(
      ...draft(`${STAGING}/environment.yaml`, 'services:\n  backend:\n    settings:\n      |\n'),
    )
    expect(found.map(({ label }) => label).sort()).toEqual(SETTINGS.sort())
    expect(found.find(({ label }) => label === 'LOG_LEVEL')?.documentation).toMatch(
      /^Lowest log level that is written.* Base sets info\./,
    )
  })
  test('every rule, each with its title', async () => {
    const found = await editor.completions(
      ...draft(`${STAGING}/environment.yaml`, 'exceptions:\n  - rule: |\n'),
    )
    expect(found.map(({ label }) => label)).toEqual(
      expect.arrayContaining([...RULES, ...POLICIES].map(({ id }) => id)),
    )
    const { id = '', title } = RULES.find(({ id }) => id === 'image-digest') ?? {}
    expect(found.find(({ label }) => label === id)?.documentation).toBe(title)
  })
  test('components of base, and the values of one', async () => {
    expect(await labels(`${STAGING}/environment.yaml`, 'components:\n  |\n')).toEqual(
      expect.arrayContaining(readdirSync(join(SYSTEM, 'base/components'))),
    )
    expect(await labels(`${STAGING}/environment.yaml`, 'components:\n  ingress:\n    |\n')).toEqual(
      expect.arrayContaining(['className', 'controllerNamespace', 'tls']),
    )
  })
  test('keys of fleet.yaml', async () => {
    expect(await labels('environments/fleet.yaml', 'clusters:\n  cloud:\n    |\n')).toEqual(
      expect.arrayContaining(['server', 'kubernetes', 'argocd', 'local']),
    )
  })
})

test.each([
  [
    `${STAGING}/environment.yaml`,
    'services:\n  backend:\n    settings:\n      LOG_LE|VEL: warn\n',
    'Base sets info.',
  ],
  [`${STAGING}/environment.yaml`, 'cluster: clo|ud\n', 'The cluster, as named in fleet.yaml'],
  [
    `${STAGING}/environment.yaml`,
    'components:\n  po|stgres:\n    storage: 1Gi\n',
    'PostgreSQL in the cluster',
  ],
  [
    `${STAGING}/environment.yaml`,
    'components:\n  postgres:\n    sto|rage: 1Gi\n',
    'it can grow and never shrink',
  ],
  [`${STAGING}/release.yaml`, 'services:\n  backend:\n    ta|g: 1.2.3\n', 'an image tag'],
  [`${STAGING}/holds.yaml`, 'services:\n  backend:\n    rea|son: Orders are lost.\n', 'Why'],
  ['environments/fleet.yaml', 'regis|try: ghcr.io/acme\n', 'The prefix of image names'],
])('hovering in %s: %j', async (path, marked, expected) => {
  expect(await editor.hover(...draft(path, marked))).toContain(expected)
})

describe('what is wrong is said in words, at its place', () => {
  const at = ({ message, range }: Diagnostic) => `${range.start.line}: ${message}`
  test.each<[string, string, string[]]>([
    [
      `${STAGING}/environment.yaml`,
      'cluster: cluod\nnamespace: Todo_X\nservices:\n  bakend: {}\n  backend:\n    settings: {LOGLEVEL: x}\n',
      [
        '1: Value is not accepted. Valid values: "cloud", "minikube".',
        '2: Must be a DNS label: lower-case letters, digits and hyphens, at most 63, starting and ending with a letter or digit, such as "shop-staging".',
        '4: Property bakend is not allowed.',
        '6: Property LOGLEVEL is not allowed.',
      ],
    ],
    [
      `${STAGING}/environment.yaml`,
      'cluster: cloud\ncomponents: {postgres: {storage: 1GB}}\nexceptions:\n  - {rule: image-digst, reason: None has been published.}\n',
      [
        '2: Must be a quantity of bytes with a unit, such as "256Mi" or "10Gi".',
        `4: Value must be ${[...RULES, UNUSED_EXCEPTION, ...POLICIES].map(({ id }) => `"${id}"`).join(' | ')}.`,
      ],
    ],
    [
      `${STAGING}/release.yaml`,
      'services:\n  ai-agent: {tag: 1.0.0}\n  backend: {tag: latest}\n  frontend: {tag: 1.0.0, digest: abc}\n',
      [
        '1: Missing property "mcp-server".',
        '3: Must be an image tag that never moves (not `latest` or the name of a branch), in quotes if it looks like a number, such as "1.4.0" or "2026-11-21-3d3c42e".',
        '4: Must be a digest, sha256: and 64 hexadecimal digits, such as "sha256:af85d11ce7ef10172855a6e3649e3e8125b1b9e3ca41849ec2918036f05cb212".',
      ],
    ],
    [
      `${STAGING}/holds.yaml`,
      'environment: {reason: Orders are lost., until: 2026-02-30}\nservices:\n  backed: {reason: Orders are lost.}\n',
      ['1: Must be a date, YYYY-MM-DD, such as "2026-12-01".', '3: Property backed is not allowed.'],
    ],
    [
      'environments/fleet.yaml',
      'repository: github.com/acme/todo\nregistry: ghcr.io/Acme\nclusters: {a: {server: "https://a", kubernetes: v1, argocd: {version: 3.5.7, kustomize: 5.8.1}}}\n',
      [
        '1: Missing property "system".',
        '1: Must be the URL that Argo CD clones (https://, ssh:// or git@host:path), without a password, such as "https://github.com/acme/shop-gitops.git".',
        '2: Must be a registry and path in lower case, without scheme, tag or trailing slash, such as "ghcr.io/acme/shop".',
        '3: Must be a version, quoted if it has two parts, such as "1.36" or "3.5.7".',
      ],
    ],
  ])('%s: %j', async (path, text, expected) => {
    const [file, whole] = draft(path, text)
    expect((await editor.diagnostics(file, whole)).map(at).sort()).toEqual(expected)
  })
})
