import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { copyOfRepository, ROOT, temporaryFolder, write } from './support/repository.ts'

const cli = (args: string[], options = {}) =>
  execa(process.execPath, [join(ROOT, 'render/cli.js'), ...args], { reject: false, ...options })

test('help names every command and the exit codes', async () => {
  const { exitCode, stdout } = await cli(['--help'])
  expect(exitCode).toBe(0)
  for (const command of ['render', 'check', 'new-environment', 'secrets'])
    expect(stdout).toContain(`  ${command} `)
  expect(stdout).toContain('Exit codes:')
})

test('when the reader closes the pipe, help ends without an error', async () => {
  const help = `set -o pipefail; "${process.execPath}" "${join(ROOT, 'render/cli.js')}" --help | true`
  const { exitCode, stderr } = await execa(help, { shell: 'bash', reject: false })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
})

test('the TypeScript name of the command line starts the same', async () => {
  const byName = await execa(process.execPath, [join(ROOT, 'render/cli.ts'), 'render', '--help'])
  expect(byName.stdout).toBe((await cli(['render', '--help'])).stdout)
})

test('every command is an npm script of the same name', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  for (const command of ['render', 'check', 'new-environment', 'secrets'])
    expect(scripts[command]).toBe(`node pinned-node.mjs render/cli.js ${command}`)
})

test.each([
  { args: ['rendr'], says: "unknown command 'rendr'" },
  { args: ['render', '--forse'], says: '(Did you mean --force?)' },
  { args: ['render', 'prodution'], says: 'Environment "prodution" not found. Did you mean "production"?' },
  { args: ['new-environment', 'qa'], says: 'Name the environment to copy with --like NAME.' },
  { args: [], says: 'Usage:' },
])('$args is a usage error: exit 2, on stderr', async ({ args, says }) => {
  const { exitCode, stdout, stderr } = await cli(['-C', copyOfRepository(), ...args])
  expect(exitCode).toBe(2)
  expect(stderr).toContain(says)
  expect(stdout).toBe('')
})

test('render and check: 0 when all is well, 1 with findings, 2 with bad input; data with --json', async () => {
  const root = copyOfRepository()
  const missing = await cli(['-C', root, '--json', 'check'])
  expect(missing.exitCode).toBe(1)
  expect(JSON.parse(missing.stdout).findings).toHaveLength(15)

  const rendered = await cli(['-C', root, 'render', '--json'])
  expect(rendered.exitCode).toBe(0)
  expect(JSON.parse(rendered.stdout).changes).toHaveLength(15)
  expect((await cli(['-C', root, 'check'])).exitCode).toBe(0)

  write(root, { 'environments/staging/environment.yaml': 'cluster: cloud\ncomponents: { postgres: {} }\n' })
  const refused = await cli(['-C', root, '--json', 'render'])
  expect(refused.exitCode).toBe(2)
  expect(JSON.parse(refused.stdout).problems).toEqual([
    {
      file: 'environments/staging/environment.yaml',
      line: 2,
      column: 25,
      message: 'The key "storage" is missing under "postgres".',
    },
  ])
})

test('one environment is rendered alone', async () => {
  const root = copyOfRepository()
  const { stdout } = await cli(['-C', root, 'render', 'staging', '--json'])
  const paths = JSON.parse(stdout).changes.map(({ path }: { path: string }) => path)
  expect(paths).toContain('overlays/staging/kustomization.yaml')
  expect(paths.join()).not.toMatch(/production|overlays\/minikube/)
})

test('colour only where asked for: a pipe gets none', async () => {
  const root = copyOfRepository()
  const piped = await cli(['-C', root, 'render'], { env: { NO_COLOR: undefined, FORCE_COLOR: undefined } })
  expect(piped.stdout).not.toContain('\u001b[')
  expect(piped.stdout).toContain('3 environments: 15 files changed.')
})

test('where a command cannot run, one line says so: exit 2', async () => {
  const without = { PATH: process.env['PATH'], GIT_CEILING_DIRECTORIES: tmpdir() }
  const root = copyOfRepository()
  expect(await cli(['-C', temporaryFolder(), 'render'], { env: without })).toMatchObject({
    ...{ exitCode: 2, stderr: expect.stringMatching(/is not a repository of environments .* -C\.$/) },
  })
  expect(await cli(['-C', root, 'history', 'staging'], { env: without })).toMatchObject({
    ...{ exitCode: 2, stderr: expect.stringMatching(/^This is not a git repository: /) },
  })
})
