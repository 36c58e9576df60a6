import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readInputs } from '../../../render/repository/inputs.ts'
import type { Expectation } from '../../../render/verify/programs/expectation.ts'
import { programsOf } from '../../../render/verify/programs/files.ts'
import { ROOT } from '../../support/repository.ts'

// What programs.yaml files say, held against the code of the programs: a rule that knows something else is worse
// than none.

const { all, flaws } = programsOf(readInputs(ROOT).inputs.base)
const program = (name: string) => all.find((each) => each.name === name)

/** Where each program of ours declares its variables. */
const PROGRAMS = [
  ['ai-agent', 'ai-agent/src/settings.ts', 'SETTINGS'],
  ['backend', 'backend/src/settings.ts', 'SETTINGS'],
  ['frontend', 'frontend/server/settings.ts', 'SETTINGS'],
  ['mcp-server', 'mcp-server/src/settings.ts', 'SETTINGS'],
  ['migration', 'backend/src/settings.ts', 'MIGRATION_SETTINGS'],
] as const

interface Setting {
  readonly expected: string
  readonly parse: (text: string) => unknown
  readonly fallback?: { readonly value: unknown }
}

/** Values of every form: what one side takes, the other must take too. */
const VALUES = [
  ...['', '0', '1', '5', '15', '20', '100', '101', '300', '301', '10000', '10001', '-1', '1.5', 'many', ' '],
  ...['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent', 'inf', 'INFO'],
  ...[
    'http://backend:8000',
    'https://api.openai.com/v1',
    'http://mcp-server:8001/mcp',
    'backend:8000',
    'ftp://x',
  ],
]

const takes = ({ parse, fallback }: Setting, value: string): boolean => {
  if (value.trim() === '') return fallback !== undefined
  try {
    parse(value)
    return true
  } catch {
    return false
  }
}

const accepts = (expectation: Expectation, value: string): boolean =>
  'secret' in expectation || expectation.accepts(value)

describe.each(PROGRAMS)('%s', (name, file, declared) => {
  test('reads the variables that its programs.yaml says', async () => {
    const module = await import(pathToFileURL(join(ROOT, 'docker', file)).href)
    const settings = module[declared] as Readonly<Record<string, Setting>>
    const { variables } = program(name) ?? { variables: new Map() }
    expect([...variables.keys()].sort()).toEqual(Object.keys(settings).sort())
    for (const [variable, expectation] of variables as ReadonlyMap<string, Expectation>) {
      const setting = settings[variable] as Setting
      const secret = 'secret' in expectation
      expect([variable, /^a secret/.test(setting.expected) || variable === 'DATABASE_URL']).toEqual([
        variable,
        secret,
      ])
      if (secret) expect([variable, setting.fallback !== undefined]).toEqual([variable, expectation.optional])
      // What a programs.yaml takes, the program takes too; a path it may know better.
      const wrong = VALUES.filter((value) => !secret && accepts(expectation, value) && !takes(setting, value))
      expect([variable, wrong]).toEqual([variable, []])
      const refused = VALUES.filter((value) => takes(setting, value) && !accepts(expectation, value))
      const sparing = refused.filter((value) => value.trim() !== '' && !/^https?:/.test(value))
      expect([variable, secret ? [] : sparing]).toEqual([variable, []])
    }
  })
})

test('ports are those of the code', async () => {
  const { PORTS } = (await import(pathToFileURL(join(ROOT, 'docker/shared/src/ports.ts')).href)) as {
    PORTS: Readonly<Record<string, number>>
  }
  const served = all.filter(({ ports, file }) => ports.length > 0 && file.startsWith('base/services/'))
  expect(served.length).toBe(4)
  for (const { name, ports } of served) expect([name, ports]).toEqual([name, [PORTS[name]]])
})

/** Where the paths are served; the frontend's are folders of its app. */
const ROUTES: Readonly<Record<string, readonly string[]>> = {
  'ai-agent': ['http-service/src/health.ts', 'http-service/src/metrics.ts'],
  backend: ['http-service/src/health.ts', 'http-service/src/metrics.ts', 'backend/src/routes/health.ts'],
  'mcp-server': ['http-service/src/health.ts', 'http-service/src/metrics.ts'],
}

test.each(Object.entries(ROUTES))('the paths of %s are routes of its code', (name, files) => {
  const code = files.map((file) => readFileSync(join(ROOT, 'docker', file), 'utf8')).join('\n')
  const { probes = {}, metrics } = program(name) ?? {}
  expect(Object.keys(probes)).toEqual(['startup', 'liveness', 'readiness'])
  for (const path of [...Object.values(probes), metrics]) expect(code).toContain(`.get('${path}'`)
})

test('the path of the frontend is a folder of its app', () => {
  for (const path of Object.values(program('frontend')?.probes ?? {}))
    expect(readFileSync(join(ROOT, 'docker/frontend/app', path, 'route.ts'), 'utf8')).toMatch(/export .*GET/)
})

test('the arguments are files of the images', () => {
  for (const { name, image, args, file } of all.filter((each) => each.file.startsWith('base/services/')))
    for (const argument of args ?? [])
      expect(
        readFileSync(join(ROOT, 'docker', image, argument), 'utf8').length,
        `${file} ${name}`,
      ).toBeGreaterThan(0)
})

test('all of them can be read', () => {
  expect(flaws).toEqual([])
  expect(all.map(({ name }) => name).sort()).toEqual(
    [
      'ai-agent',
      'backend',
      'frontend',
      'mcp-server',
      'migration',
      'postgres',
      'postgres-backup',
      'postgres-backup-verification',
      'smoke-test',
    ].sort(),
  )
})
