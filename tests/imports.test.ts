import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './support/repository.ts'

// Who may import whom. `commands` alone joins the rooms; what is pure knows no file system, process or network.

const ROOMS: Readonly<Record<string, { rooms: string[]; modules: string[] }>> = {
  problem: { rooms: [], modules: ['fastest-levenshtein', 'yaml'] },
  component: { rooms: [], modules: ['typebox'] },
  catalog: { rooms: ['component', 'problem'], modules: ['node:path', 'yaml'] },
  kubernetes: { rooms: ['problem'], modules: ['ajv', 'js-yaml', 'yaml'] },
  environment: {
    rooms: ['catalog', 'component', 'kubernetes', 'problem', 'schemas'],
    modules: ['ajv', 'node:net', 'typebox', 'yaml'],
  },
  plan: { rooms: ['catalog', 'component', 'environment'], modules: [] },
  emit: { rooms: ['component', 'environment', 'plan'], modules: [] },
  secrets: { rooms: ['problem'], modules: [] },
  verify: {
    rooms: ['catalog', 'component', 'environment', 'kubernetes', 'problem'],
    modules: ['@prometheus-io/lezer-promql', 'node:net', 'node:path'],
  },
  diff: { rooms: ['kubernetes'], modules: ['semver/functions/parse.js'] },
  report: { rooms: ['environment', 'kubernetes', 'verify'], modules: ['node:crypto'] },
  release: { rooms: ['environment', 'problem'], modules: ['yaml'] },
  images: { rooms: [], modules: [] },
  audit: { rooms: [], modules: ['node:crypto'] },
  doctor: { rooms: ['environment', 'kubernetes'], modules: [] },
  repository: {
    rooms: ['cache', 'catalog', 'component', 'emit', 'environment', 'kubernetes', 'problem', 'verify'],
    modules: ['node:crypto', 'node:fs', 'node:module', 'node:path', 'node:timers/promises'],
  },
  cache: {
    rooms: [],
    modules: ['node:crypto', 'node:fs', 'node:module', 'node:os', 'node:path', 'node:url'],
  },
  build: {
    rooms: ['cache', 'tools'],
    modules: ['node:crypto', 'node:fs', 'node:os', 'node:path'],
  },
  tools: {
    rooms: ['cache', 'problem'],
    modules: ['execa', 'fflate', 'node:crypto', 'node:fs', 'node:module', 'node:os', 'node:path'],
  },
  delivery: {
    rooms: ['emit', 'github', 'repository', 'tools'],
    modules: ['execa', 'node:crypto', 'node:fs', 'node:path', 'node:timers/promises'],
  },
  github: {
    rooms: [],
    modules: ['@octokit/plugin-retry', '@octokit/plugin-throttling', '@octokit/rest', 'node:timers/promises'],
  },
  cli: { rooms: ['commands'], modules: ['commander', 'node:fs', 'fastest-levenshtein'] },
  commands: {
    rooms: [
      'audit',
      'build',
      'cache',
      'catalog',
      'delivery',
      'diff',
      'doctor',
      'emit',
      'environment',
      'github',
      'images',
      'kubernetes',
      'plan',
      'problem',
      'release',
      'report',
      'repository',
      'secrets',
      'tools',
      'verify',
    ],
    modules: ['js-yaml', 'node:crypto', 'node:fs', 'node:path', 'node:util', 'ora', 'yaml'],
  },
}

/** Beside the rooms: scripts that are run by themselves, and what code of base and of policies may import. */
const SCRIPTS = [
  'render/cli.ts',
  'render/engine.ts',
  'render/environment/write-configuration.ts',
  'render/environment/write-schemas.ts',
  'render/verify/write-rules.ts',
]

const files = globSync('render/**/*.ts', { cwd: ROOT }).filter(
  (path) => !SCRIPTS.includes(path) && !path.startsWith('render/schemas/take/'),
)

test('every file of render stands in a room', () => {
  const rooms = new Set(files.map((path) => path.split('/')[1]))
  expect([...rooms].sort()).toEqual(Object.keys(ROOMS).sort())
})

test.each(files)('%s imports only what its room may', (path) => {
  const room = path.split('/')[1] as string
  const allowed = ROOMS[room]
  for (const specifier of importsOf(readFileSync(join(ROOT, path), 'utf8'))) {
    if (specifier.startsWith('.')) {
      const target = posix.join(posix.dirname(path), specifier).split('/')[1] as string
      if (target !== room) expect(allowed?.rooms, `${path} imports ${specifier}`).toContain(target)
    } else expect(allowed?.modules, `${path} imports ${specifier}`).toContain(specifier)
  }
})

test('what is pure reads no clock, no randomness and no environment variable', () => {
  const pure = files.filter(
    (path) => !/^render\/(build|cache|cli|commands|delivery|github|repository|tools)\//.test(path),
  )
  expect(pure.length).toBeGreaterThan(20)
  for (const path of pure)
    expect(readFileSync(join(ROOT, path), 'utf8'), path).not.toMatch(
      /\bprocess\.|\bDate\b|Math\.random|toLocale|\bIntl\b|\bfetch\(/,
    )
})

const importsOf = (source: string): string[] =>
  [
    ...source.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g,
    ),
  ].map((match) => (match[1] ?? match[2]) as string)
