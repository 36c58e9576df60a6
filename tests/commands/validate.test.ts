import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { CACHE_VARIABLE } from '../../render/cache/folder.js'
import { validate } from '../../render/commands/validate.ts'
import { copyOfRepository, ROOT, temporaryFolder, write } from '../support/repository.ts'

/** Replaces text in a file of a copy; fails if it isn't there, so that no test passes for want of a change. */
function edit(root: string, path: string, from: string, to: string): void {
  const file = join(root, path)
  const text = readFileSync(file, 'utf8')
  expect(text).toContain(from)
  writeFileSync(file, text.replace(from, to))
}

const textOf = ({ lines }: { lines: readonly { text: string }[] }): string =>
  lines.map(({ text }) => text).join('\n')

test('a sound repository keeps every rule, but for what it excepts with a reason', async () => {
  const outcome = await validate(copyOfRepository(), [])
  expect(textOf(outcome)).toMatch(
    /^3 environments, \d+ rules: 0 errors, 0 warnings, \d+ findings excepted\.$/,
  )
  expect(outcome).toMatchObject({ exit: 0, errors: [] })
})

test('what is wrong in base is said once for all environments, where it is written, with why and the fix', async () => {
  const root = copyOfRepository()
  edit(root, 'base/services/backend/service.yaml', 'targetPort: http', 'targetPort: htpp')
  const outcome = await validate(root, [])
  expect(outcome.exit).toBe(1)
  const line = outcome.lines.findIndex(({ text }) => text.includes('[service-target-port]'))
  expect(outcome.lines[line]?.text).toMatch(
    /^base\/services\/backend\/service\.yaml:\d+:\d+: error \[service-target-port\] minikube, production, staging Service\/backend: .*htpp/,
  )
  expect(outcome.lines[line + 1]?.text).toMatch(/^ {2}why: /)
  expect(outcome.lines[line + 2]?.text).toMatch(/^ {2}remediation: /)
})

test('what an environment says is found in its own file', async () => {
  const root = copyOfRepository()
  edit(
    root,
    'environments/staging/environment.yaml',
    'maxReplicas: 10\n    settings',
    'maxReplicas: 25\n    settings',
  )
  const outcome = await validate(root, ['staging'])
  expect(outcome.exit).toBe(1)
  expect(textOf(outcome)).toMatch(
    /^environments\/staging\/environment\.yaml:\d+:\d+: error \[database-connections\] staging/m,
  )
})

test('an exception lets a finding pass, is counted, and stays visible to programs', async () => {
  const root = copyOfRepository()
  edit(root, 'base/services/backend/service.yaml', 'targetPort: http', 'targetPort: htpp')
  for (const name of ['minikube', 'staging', 'production']) {
    const file = join(root, `environments/${name}/environment.yaml`)
    const text = readFileSync(file, 'utf8')
    const entry =
      '  - rule: service-target-port\n    resource: Service/backend\n    reason: A test of exceptions.\n'
    const excepted = text.includes('exceptions:\n')
      ? text.replace('exceptions:\n', `exceptions:\n${entry}`)
      : `${text}exceptions:\n${entry}`
    writeFileSync(file, excepted)
  }
  const outcome = await validate(root, [])
  expect(textOf(outcome)).not.toContain('service-target-port')
  expect(outcome.json['findings']).toContainEqual(
    expect.objectContaining({ rule: 'service-target-port', excepted: 'A test of exceptions.' }),
  )
})

test('an exception that covers nothing, or names no rule, is found', async () => {
  const root = copyOfRepository()
  edit(
    root,
    'environments/staging/environment.yaml',
    'exceptions:\n',
    'exceptions:\n  - rule: service-target-port\n    reason: Nobody knows any more.\n  - rule: image-digst\n    reason: Nobody knows any more.\n',
  )
  const text = textOf(await validate(root, ['staging']))
  expect(text).toMatch(
    /environment\.yaml:\d+:\d+: warning \[unused-exception\] staging: The exception covers nothing/,
  )
  expect(text).toContain('Rule "image-digst" not found. Did you mean "image-digest"?')
})

test('a file that base lacks is a problem before anything is built', async () => {
  const root = copyOfRepository()
  edit(root, 'base/components/monitoring/kustomization.yaml', 'service-monitor.yaml', 'service-monitors.yaml')
  const outcome = await validate(root, [])
  expect(outcome.exit).toBe(2)
  expect(outcome.errors[0]).toBe(
    'base/components/monitoring/kustomization.yaml:4:5: names "service-monitors.yaml", which is not a file or folder in base.',
  )
})

test('what kustomize refuses is told as kustomize says it', async () => {
  const root = copyOfRepository()
  edit(root, 'base/platform/kustomization.yaml', '  - pairs:', '  - pairz: {}\n    pairs:')
  const outcome = await validate(root, [])
  expect(outcome.exit).toBe(1)
  expect(textOf(outcome)).toMatch(
    /^overlays\/minikube, overlays\/production, overlays\/staging: kustomize can't build them:\n.*pairz.*\n.*3 errors/,
  )
  expect(JSON.stringify(outcome.json)).not.toContain(root)
})

test('a cluster with a Kubernetes that has no schemas is refused with a fix', async () => {
  const root = copyOfRepository()
  edit(root, 'environments/fleet.yaml', 'kubernetes: "1.36"', 'kubernetes: "1.99"')
  const outcome = await validate(root, [])
  expect(outcome.exit).toBe(2)
  expect(outcome.errors[0]).toMatch(/^environments\/fleet\.yaml:\d+:\d+: No schemas for Kubernetes 1\.99\./)
})

test('what was found is remembered by content: nothing is missed after a change of base, and nothing after it is undone', async () => {
  const root = copyOfRepository()
  const before = await validate(root, [])
  edit(root, 'base/services/frontend/service.yaml', 'targetPort: http', 'targetPort: web')
  expect((await validate(root, [])).exit).toBe(1)
  edit(root, 'base/services/frontend/service.yaml', 'targetPort: web', 'targetPort: http')
  expect(await validate(root, [])).toEqual(before)
  expect(await validate(root, [])).toEqual(before)
})

const ESCAPE = String.fromCharCode(27)

test('nothing that a manifest says steers the terminal, nor makes a line of its own', async () => {
  const root = copyOfRepository()
  edit(root, 'base/services/backend/service.yaml', 'name: backend', 'name: "back\\e[31m\\u202e\\nend"')
  const { lines } = await validate(root, ['staging'])
  expect(textOf({ lines })).toContain('back\\u{1b}[31m\\u{202e}\\nend')
  for (const { text } of lines) expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u)
})

test('nothing that kustomize quotes steers the terminal', async () => {
  const root = copyOfRepository()
  const twice = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "red\\e[31m"}\n'
  edit(root, 'base/platform/kustomization.yaml', 'resources:\n', 'resources:\n  - twice.yaml\n')
  write(root, { 'base/platform/twice.yaml': `${twice}---\n${twice}` })
  const run = (...options: string[]) =>
    spawnSync(
      process.execPath,
      [join(ROOT, 'render/cli.js'), '-C', root, 'validate', 'staging', ...options],
      {
        encoding: 'utf8',
      },
    )
  expect(JSON.parse(run('--json').stdout).failures[0].error).toContain(`red${ESCAPE}[31m`)
  const { status, stdout } = run()
  expect(status).toBe(1)
  expect(stdout).toContain('red\\u{1b}[31m')
  expect(stdout).not.toContain(ESCAPE)
})

test('programs are told of another kustomize, too: they do not read stderr', async () => {
  const root = copyOfRepository()
  const file = join(root, 'environments/fleet.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('kustomize: 5.8.1', 'kustomize: 5.99.0'))
  const { errors, json } = await validate(root, ['staging'])
  expect(json['warnings']).toEqual([expect.stringContaining('Argo CD builds with kustomize 5.99.0')])
  expect(json['warnings']).toEqual(errors)
  expect((await validate(copyOfRepository(), ['staging'])).json['warnings']).toEqual([])
})

test('a cache of findings that is damaged counts as empty, and is written anew', async () => {
  const folder = ownCache()
  const root = copyOfRepository()
  edit(root, 'base/services/backend/service.yaml', 'targetPort: http', 'targetPort: htpp')
  const good = await validate(root, [])
  expect(good.exit).toBe(1)
  const entry = readdirSync(folder).find((name) => name.startsWith('findings-')) as string
  const file = join(folder, entry)
  const text = readFileSync(file, 'utf8')
  for (const damaged of ['', text.slice(0, 300), '{}', `${text}{}`, text.replace('htpp', 'http')]) {
    writeFileSync(file, damaged)
    expect.soft(await validate(root, [])).toEqual(good)
    expect.soft(readFileSync(file, 'utf8')).toHaveLength(text.length)
  }
})

/** A cache of this test's own. @returns the folder of its entries. */
function ownCache(): string {
  const folder = temporaryFolder()
  vi.stubEnv(CACHE_VARIABLE, folder)
  onTestFinished(() => void vi.unstubAllEnvs())
  return join(folder, 'entries')
}
