import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { beforeAll, describe, expect, test } from 'vitest'
import { check } from '../../render/commands/check.ts'
import { newEnvironment } from '../../render/commands/new-environment.ts'
import { render } from '../../render/commands/render.ts'
import { renderAll } from '../../render/commands/render-all.ts'
import { readInputs } from '../../render/repository/inputs.ts'
import { rulesList } from '../../render/verify/write-rules.ts'
import { copyOfRepository, ROOT, SYSTEM, write } from '../support/repository.ts'

const FILE = 'environments/.schema/environment.schema.json'

test('rules.json is what the rules give: `npm run rules`', () => {
  expect(readFileSync(join(ROOT, 'render/schemas/rules.json'), 'utf8')).toBe(rulesList)
})

describe('the schemas of a repository', () => {
  let schemas: Map<string, object>
  beforeAll(() => {
    const files = renderAll(readInputs(SYSTEM).inputs).schemas()
    schemas = new Map(files.map(({ path, text }) => [path, JSON.parse(text)]))
  })
  const accepts = (kind: string, value: unknown): boolean =>
    new Ajv({ strict: false }).compile(schemas.get(`environments/.schema/${kind}.schema.json`) ?? false)(
      value,
    )

  test.each<[string, unknown, boolean]>([
    ['environment', { cluster: 'cloud' }, true],
    ['environment', { cluster: 'claud' }, false],
    ['environment', { cluster: 'cloud', services: { backend: { settings: { LOG_LEVEL: 'x' } } } }, true],
    ['environment', { cluster: 'cloud', services: { backend: { settings: { LOGLEVEL: 'x' } } } }, false],
    ['environment', { cluster: 'cloud', services: { backed: {} } }, false],
    ['environment', { cluster: 'cloud', quota: { pods: '10' } }, true],
    ['environment', { cluster: 'cloud', quota: { podz: '10' } }, false],
    ['environment', { cluster: 'cloud', components: { monitoring: {} } }, true],
    ['environment', { cluster: 'cloud', components: { monitoring: { zones: 1 } } }, false],
    ['environment', { cluster: 'cloud', components: { postgres: { storage: '1Gi' } } }, true],
    ['environment', { cluster: 'cloud', components: { postgres: {} } }, false],
    ['environment', { cluster: 'cloud', components: { monitor: {} } }, false],
    ['holds', { services: { backend: { reason: 'Orders are lost.' } } }, true],
    ['holds', { services: { backed: { reason: 'Orders are lost.' } } }, false],
    ['release', { services: { backend: { tag: '1.0.0' } } }, false],
  ])('%s %j: %s', (kind, value, expected) => {
    expect(accepts(kind, value)).toBe(expected)
  })
})

test('a new setting and a new cluster are known after the next render', () => {
  const root = copyOfRepository()
  render(root, [])
  const fleet = readFileSync(join(root, 'environments/fleet.yaml'), 'utf8')
  const cloud = /^ {2}cloud:\n(?: {4}.*\n)+/m.exec(fleet)?.[0] ?? ''
  const settings = readFileSync(join(root, 'base/services/backend/settings.env'), 'utf8')
  write(root, {
    'environments/fleet.yaml': fleet.replace(cloud, cloud + cloud.replace('cloud', 'spare')),
    'base/services/backend/settings.env': `${settings}# What is new.\nNEW_SETTING=1\n`,
  })
  expect(check(root).json).toEqual({ findings: expect.arrayContaining([{ finding: 'changed', path: FILE }]) })
  expect(render(root, []).exit).toBe(0)
  const schema = JSON.parse(readFileSync(join(root, FILE), 'utf8'))
  const { LOG_LEVEL, NEW_SETTING } =
    schema.properties.services.properties.backend.properties.settings.properties
  expect(LOG_LEVEL).toBeDefined()
  expect(NEW_SETTING.description).toMatch(/^What is new\. Base sets 1\./)
  expect(schema.properties.cluster.enum).toContain('spare')
})

test('a schema that was changed by hand is found by check, replaced by render, and never believed', () => {
  const root = copyOfRepository()
  render(root, [])
  const text = readFileSync(join(root, FILE), 'utf8')
  write(root, {
    [FILE]: text.replace('"additionalProperties": false', '"additionalProperties": true'),
    'environments/staging/environment.yaml': `${readFileSync(join(root, 'environments/staging/environment.yaml'), 'utf8')}\nunknown: true\n`,
  })
  expect(render(root, []).errors.join('\n')).toContain('Unknown key "unknown".')
  write(root, {
    'environments/staging/environment.yaml': readFileSync(
      join(SYSTEM, 'environments/staging/environment.yaml'),
      'utf8',
    ),
  })
  expect(check(root).json).toEqual({ findings: [{ finding: 'changed', path: FILE }] })
  expect(render(root, []).exit).toBe(0)
  expect(readFileSync(join(root, FILE), 'utf8')).toBe(text)
})

test("someone else's file in place of a schema is not replaced, and one beside them is told", () => {
  const root = copyOfRepository()
  write(root, { [FILE]: '{}\n', 'environments/.schema/other.json': '{}\n' })
  const { findings } = check(root).json as { findings: { finding: string; path: string }[] }
  expect(findings.filter(({ finding }) => finding === 'unmanaged').map(({ path }) => path)).toEqual([
    FILE,
    'environments/.schema/other.json',
  ])
  expect(render(root, []).errors.join('\n')).toContain(FILE)
  expect(readFileSync(join(root, FILE), 'utf8')).toBe('{}\n')
})

test.each([
  ['no first line', ''],
  ['an old one', '# yaml-language-server: $schema=../../render/schemas/environment.schema.json\n'],
])('a new environment names its schemas, though its model has %s', (_, line) => {
  const root = copyOfRepository()
  for (const file of ['environment', 'release']) {
    const path = `environments/minikube/${file}.yaml`
    const text = readFileSync(join(root, path), 'utf8')
    write(root, { [path]: line + text.slice(text.indexOf('\n') + 1) })
  }
  expect(newEnvironment(root, 'qa', 'minikube').errors).toEqual([])
  for (const file of ['environment', 'release'])
    expect(readFileSync(join(root, `environments/qa/${file}.yaml`), 'utf8')).toMatch(
      new RegExp(`^# yaml-language-server: \\$schema=\\.\\./\\.schema/${file}\\.schema\\.json\\n(?!# yaml)`),
    )
})
