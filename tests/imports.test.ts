import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './support/repository.ts'

// Who may import whom. `commands` alone joins the modules; what is pure knows no file system, process or network.

const MODULES: Readonly<Record<string, { imports: string[]; packages: string[] }>> = {
  acceptance: {
    imports: ['component', 'doctor', 'environment', 'kubernetes', 'text'],
    packages: ['temporal-polyfill'],
  },
  annotations: { imports: [], packages: [] },
  problem: { imports: [], packages: ['fastest-levenshtein', 'yaml'] },
  text: { imports: [], packages: [] },
  output: { imports: ['problem', 'text'], packages: ['node:util', 'ora'] },
  component: { imports: [], packages: ['typebox'] },
  catalog: { imports: ['component', 'kubernetes', 'problem'], packages: ['node:path', 'yaml'] },
  kubernetes: { imports: ['problem', 'text'], packages: ['ajv', 'js-yaml', 'node:util', 'yaml'] },
  environment: {
    imports: ['catalog', 'component', 'kubernetes', 'problem', 'schemas'],
    packages: ['ajv', 'node:net', 'typebox', 'yaml'],
  },
  plan: { imports: ['catalog', 'component', 'environment', 'kubernetes'], packages: [] },
  emit: { imports: ['component', 'environment', 'plan'], packages: [] },
  folder: {
    imports: ['catalog', 'kubernetes', 'problem', 'repository'],
    packages: ['js-yaml', 'node:path', 'yaml'],
  },
  why: {
    imports: ['catalog', 'environment', 'kubernetes', 'plan', 'problem', 'verify'],
    packages: ['node:path', 'node:util', 'yaml'],
  },
  scaffold: { imports: ['problem'], packages: ['yaml'] },
  secrets: { imports: ['problem'], packages: [] },
  vendor: {
    imports: ['emit', 'environment', 'kubernetes', 'problem'],
    packages: [
      ...['node:crypto', 'node:stream/consumers', 'node:zlib', 'semver/functions/parse.js'],
      ...['semver/functions/rcompare.js', 'tar-stream', 'yaml'],
    ],
  },
  verify: {
    imports: ['catalog', 'component', 'environment', 'kubernetes', 'problem', 'text'],
    packages: ['@prometheus-io/lezer-promql', 'node:net', 'node:path'],
  },
  diff: { imports: ['kubernetes', 'text'], packages: ['semver/functions/parse.js'] },
  report: {
    imports: ['environment', 'kubernetes', 'release', 'text', 'verify'],
    packages: ['@dagrejs/dagre', 'node:crypto', 'node:fs'],
  },
  release: { imports: ['environment', 'problem'], packages: ['temporal-polyfill', 'yaml'] },
  images: { imports: [], packages: [] },
  audit: { imports: [], packages: ['node:crypto'] },
  doctor: { imports: ['environment', 'kubernetes'], packages: [] },
  repository: {
    imports: ['cache', 'catalog', 'component', 'emit', 'environment', 'kubernetes', 'problem', 'verify'],
    packages: ['node:crypto', 'node:fs', 'node:module', 'node:path', 'node:timers/promises', 'node:vm'],
  },
  cache: {
    imports: [],
    packages: ['node:crypto', 'node:fs', 'node:module', 'node:os', 'node:path', 'node:url'],
  },
  build: {
    imports: ['cache', 'tools'],
    packages: ['node:crypto', 'node:fs', 'node:os', 'node:path'],
  },
  tools: {
    imports: ['cache', 'problem', 'text'],
    packages: [
      ...[
        'execa',
        'fflate',
        'node:child_process',
        'node:crypto',
        'node:dns/promises',
        'node:fs',
        'node:http',
      ],
      ...['node:https', 'node:module', 'node:os', 'node:path'],
    ],
  },
  delivery: {
    imports: ['emit', 'github', 'repository', 'tools'],
    packages: ['execa', 'node:crypto', 'node:fs', 'node:path', 'node:timers/promises'],
  },
  github: {
    imports: ['text'],
    packages: [
      '@octokit/plugin-retry',
      '@octokit/plugin-throttling',
      '@octokit/rest',
      'node:timers/promises',
    ],
  },
  cli: { imports: ['commands', 'output', 'text'], packages: ['commander', 'node:fs', 'fastest-levenshtein'] },
  commands: {
    imports: [
      'acceptance',
      'annotations',
      'audit',
      'build',
      'cache',
      'catalog',
      'component',
      'delivery',
      'diff',
      'doctor',
      'emit',
      'environment',
      'folder',
      'github',
      'images',
      'kubernetes',
      'output',
      'plan',
      'problem',
      'release',
      'report',
      'repository',
      'scaffold',
      'secrets',
      'text',
      'tools',
      'vendor',
      'verify',
      'why',
    ],
    packages: [
      ...['js-yaml', 'node:crypto', 'node:fs', 'node:os', 'node:path', 'node:readline/promises'],
      ...['node:timers/promises', 'node:util'],
      ...['ora', 'yaml'],
    ],
  },
}

/** Beside the modules: scripts that are run by themselves, and what code of base and of policies may import. */
const SCRIPTS = [
  'render/cli.js',
  'render/cli.ts',
  'render/engine.ts',
  'render/acceptance/write-page.ts',
  'render/environment/write-configuration.ts',
  'render/environment/write-programs.ts',
  'render/environment/write-schemas.ts',
  'render/verify/write-rules.ts',
]

const FILES = ['render/**/*.ts', 'render/cache/*.js', 'render/cli.js']

const files = globSync(FILES, { cwd: ROOT }).filter(
  (path) => !SCRIPTS.includes(path) && !path.startsWith('render/schemas/update/'),
)

test('every file of render belongs to a module', () => {
  const modules = new Set(files.map((path) => path.split('/')[1]))
  expect([...modules].sort()).toEqual(Object.keys(MODULES).sort())
})

test.each(files)('%s imports only what its module may', (path) => {
  const module = path.split('/')[1] as string
  const allowed = MODULES[module]
  for (const specifier of importsOf(readFileSync(join(ROOT, path), 'utf8'))) {
    if (specifier.startsWith('.')) {
      const target = posix.join(posix.dirname(path), specifier).split('/')[1] as string
      if (target !== module) expect(allowed?.imports, `${path} imports ${specifier}`).toContain(target)
    } else expect(allowed?.packages, `${path} imports ${specifier}`).toContain(specifier)
  }
})

test('report reads no files but its own scripts and styles', () => {
  const readers = files.filter(
    (path) => path.startsWith('render/report/') && readFileSync(join(ROOT, path), 'utf8').includes('node:fs'),
  )
  expect(readers).toEqual(['render/report/inline.ts'])
})

test('what is pure reads no clock, no randomness and no environment variable', () => {
  const pure = files.filter(
    (path) => !/^render\/(build|cache|cli|commands|delivery|github|output|repository|tools)\//.test(path),
  )
  expect(pure.length).toBeGreaterThan(20)
  for (const path of pure)
    expect(readFileSync(join(ROOT, path), 'utf8'), path).not.toMatch(
      /\bprocess\.|\bDate\b|Math\.random|toLocale|\bIntl\b|\bfetch\(/,
    )
})

test('no files import one another in a circle, types included', () => {
  expect(circlesIn(importsByFile)).toEqual([])
})

test('a circle is found, with the way around', () => {
  const graph = { a: ['b'], b: ['c', 'd'], c: [], d: ['e'], e: ['b'], f: ['f'] }
  expect(circlesIn(new Map(Object.entries(graph)))).toEqual(['b -> d -> e -> b', 'f -> f'])
})

const importsByFile = new Map(
  globSync([...FILES, '{minikube,policies}/**/*.ts', 'docker/**/*.{ts,tsx}'], {
    cwd: ROOT,
    exclude: ['**/node_modules', '**/.next'],
  }).map((path) => [
    path,
    importsOf(readFileSync(join(ROOT, path), 'utf8'))
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => posix.join(posix.dirname(path), specifier)),
  ]),
)

/** A way around each circle that a walk through the graph meets. */
function circlesIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const walk = (file: string, above: readonly string[]): string[] => {
    if (above.includes(file)) return [[...above.slice(above.indexOf(file)), file].join(' -> ')]
    if (done.has(file)) return []
    const found = (graph.get(file) ?? []).flatMap((next) => walk(next, [...above, file]))
    done.add(file)
    return found
  }
  return [...graph.keys()].flatMap((file) => walk(file, []))
}

function importsOf(source: string): string[] {
  return [
    ...source.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g,
    ),
  ].map((match) => (match[1] ?? match[2]) as string)
}
