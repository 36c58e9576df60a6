import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { render } from '../../render/commands/render.ts'
import { kustomizeBuild } from '../support/kustomize.ts'
import { copyOfRepository, write } from '../support/repository.ts'
import { escaped, HOSTILE } from './strings.ts'

const nameOf = (index: number): string => `S${index}`

/**
 * The only strings that may be refused. No variable holds NUL, and text with control characters is a mistake. The rest
 * are what kustomize 5.8.1 can't carry: C1 controls and U+FFFE make it fail, NEL, LS and PS come out changed (YAML 1.1
 * takes them for line breaks), and so does a tab before the first of several lines.
 */
const mayBeRefused = (text: string): boolean =>
  !text.isWellFormed() || (text.startsWith('\t') && text.includes('\n')) || [...text].some(isLost)

const isLost = (character: string): boolean =>
  (character < ' ' && character !== '\t' && character !== '\n') ||
  (character >= '\u007f' && character <= '\u009f') ||
  ['\u2028', '\u2029', '\ufffe', '\uffff'].includes(character)

const HEAD = 'cluster: minikube\ncomponents: {postgres: {storage: 1Gi}}\nservices:\n  echo:\n    settings:\n'

/** One environment whose service `echo` reads a setting for each string; line 6 holds the first of them. */
function repositoryWith(values: ReadonlyMap<string, string>, count: number): string {
  const root = copyOfRepository()
  for (const name of ['staging', 'production']) rmSync(join(root, 'environments', name), { recursive: true })
  write(root, {
    'base/services/echo/kustomization.yaml':
      'resources: [deployment.yaml]\nconfigMapGenerator:\n- name: echo\n  envs: [settings.env]\n',
    'base/services/echo/deployment.yaml': DEPLOYMENT,
    'base/services/echo/settings.env': Array.from(
      { length: count },
      (_, index) => `${nameOf(index)}=base\n`,
    ).join(''),
    'environments/minikube/environment.yaml':
      HEAD + [...values].map(([name, yaml]) => `      ${name}: ${yaml}\n`).join(''),
    'environments/minikube/release.yaml':
      'services:\n' +
      ['ai-agent', 'backend', 'echo', 'frontend', 'mcp-server']
        .map((name) => `  ${name}: {tag: 1.0.0}\n`)
        .join(''),
  })
  return root
}

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: echo
spec:
  selector: {matchLabels: {app: echo}}
  template:
    metadata: {labels: {app: echo}}
    spec:
      containers:
        - name: echo
          image: echo
          envFrom: [{configMapRef: {name: echo}}]
`

async function builtSettings(root: string): Promise<Record<string, string>> {
  const { manifests, warnings } = await kustomizeBuild(join(root, 'overlays/minikube'))
  expect(warnings).toBe('')
  const objects = parseAllDocuments(manifests).map((document) => document.toJS())
  const maps = objects.filter(
    ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('echo-'),
  )
  expect(maps).toHaveLength(1)
  const map = maps[0]
  const deployment = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'echo')
  expect(deployment.spec.template.spec.containers[0].envFrom[0].configMapRef.name).toBe(map.metadata.name)
  expect(map.binaryData).toBeUndefined()
  return map.data
}

async function refusedLines(root: string): Promise<Map<number, string>> {
  const outcome = await render(root, [])
  if (outcome.exit === 0) return new Map()
  expect(outcome.exit).toBe(2)
  const problems = outcome.json['problems'] as {
    file: string
    line: number
    column: number
    message: string
  }[]
  return new Map(
    problems.map(({ file, line, column, message }) => {
      expect(file).toBe('environments/minikube/environment.yaml')
      expect(column).toBeGreaterThan(6)
      return [line, message]
    }),
  )
}

/** Renders with all strings, then without those that were refused; returns what was refused and what came out. */
async function tryAll(encode: (text: string) => string, strings: readonly string[]) {
  const values = new Map(strings.map((text, index) => [nameOf(index), encode(text)]))
  const refused = new Set<string>()
  // Broken YAML hides what the schema would refuse, so a second look may find more.
  for (let look = 1; look <= 3; look++) {
    const root = repositoryWith(values, strings.length)
    const lines = await refusedLines(root)
    if (lines.size === 0) return { refused, built: await builtSettings(root) }
    const names = [...values.keys()]
    for (const line of lines.keys()) refused.add(names[line - 6] ?? `line ${line}`)
    for (const name of refused) values.delete(name)
  }
  throw new Error('still refused after three looks')
}

test.each([
  ['escaped', escaped, HOSTILE],
  ['as they are', JSON.stringify, HOSTILE.filter((text) => text.isWellFormed())],
] as const)(
  'hostile settings, %s: only control characters are refused, the rest is built as it was',
  async (_, encode, strings) => {
    const { refused, built } = await tryAll(encode, strings)
    expect(strings.filter((_, index) => refused.has(nameOf(index)))).toEqual(strings.filter(mayBeRefused))
    const expected = strings.map((text, index) => [nameOf(index), refused.has(nameOf(index)) ? 'base' : text])
    expect(built).toEqual(Object.fromEntries(expected))
  },
)

/** What people write without quotes; YAML 1.2 reads some of it as text, some as something else. */
const UNQUOTED = [
  ...[
    'yes',
    'No',
    'on',
    'OFF',
    'y',
    'true',
    'null',
    '~',
    '1_000',
    '0123',
    '0o17',
    '0x1F',
    '1e10',
    '12:30',
    '1.0',
  ],
  ...[
    '2026-11-21',
    '2026-11-21T05:47:00Z',
    '.5',
    '5.',
    '.inf',
    '.nan',
    '+1',
    '-1',
    '=',
    'a#b',
    'a:b',
    '1.2.3',
  ],
  ...[
    "'NO'",
    '"1_000"',
    'plain words',
    '1,000',
    '00',
    '-',
    'x=y',
    '$(VAR)',
    '{a: 1}',
    '[a]',
    '0b1',
    '1e',
    '',
  ],
]

test('a setting without quotes comes out as it was written, or is refused: nothing is coerced', async () => {
  const { refused, built } = await tryAll((text) => text, UNQUOTED)
  const unquoted = (text: string): string => text.replace(/^(['"])(.*)\1$/, '$2')
  for (const [index, text] of UNQUOTED.entries())
    expect.soft(built[nameOf(index)], text).toBe(refused.has(nameOf(index)) ? 'base' : unquoted(text))
  const misread = UNQUOTED.filter((_, index) => refused.has(nameOf(index)))
  expect(misread).toEqual(expect.arrayContaining(['true', 'null', '~', '0123', '1e10', '1.0', '']))
  expect(misread).not.toContain('yes')
})
