import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { copyOfRepository, ROOT, SYSTEM, temporaryFolder, write } from './support/repository.ts'

const cli = (args: string[], options = {}) =>
  execa(process.execPath, [join(ROOT, 'render/cli.ts'), ...args], { reject: false, ...options })

test('help names every command and the exit codes', async () => {
  const { exitCode, stdout } = await cli(['--help'])
  expect(exitCode).toBe(0)
  for (const command of ['render', 'check', 'new-environment', 'secrets'])
    expect(stdout).toContain(`  ${command} `)
  expect(stdout).toContain('Exit codes:')
})

test('when the reader closes the pipe, help ends without an error', async () => {
  const help = `set -o pipefail; "${process.execPath}" "${join(ROOT, 'render/cli.ts')}" --help | true`
  const { exitCode, stderr } = await execa(help, { shell: 'bash', reject: false })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
})

test('every command is an npm script of the same name', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  for (const command of ['render', 'check', 'new-environment', 'secrets'])
    expect(scripts[command]).toBe(`node pinned-node.mjs render/cli.ts ${command}`)
})

test.each([
  { args: ['rendr'], says: "unknown command 'rendr'" },
  { args: ['render', '--forse'], says: '(Did you mean --force?)' },
  { args: ['render', 'prodution'], says: 'Environment "prodution" not found. Did you mean "production"?' },
  { args: ['new-environment', 'qa'], says: 'Name the environment to copy with --like NAME.' },
  { args: [], says: 'Usage:' },
])('$args is a usage error: exit 2, on stderr', async ({ args, says }) => {
  const { exitCode, stdout, stderr } = await cli(['-C', SYSTEM, ...args])
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

describe('where a command cannot run, one line says so: exit 2', () => {
  const COMMANDS = [
    ['render'],
    ['check', '--json'],
    ['validate'],
    ['diff'],
    ['report'],
    ['new-environment', 'qa', 'staging'],
    ['secrets', 'minikube'],
    ['doctor'],
    ['bump', '--environment', 'staging', '--image', 'backend=1'],
    ['promote', '--from', 'staging', '--to', 'production'],
    ['rollback', 'staging', '--reason', 'Orders were lost'],
    ['hold', 'staging', '--reason', 'Load test until noon'],
    ['release-hold', 'staging'],
    ['history', 'staging'],
    ['images'],
    ['assist', '--environment', 'staging', '--reason', 'Pods restart', 'kubectl-ai', 'Why?'],
    ['audit'],
  ]
  const without = { PATH: process.env['PATH'], GIT_CEILING_DIRECTORIES: tmpdir() }

  test.each([
    {
      where: 'outside',
      at: () => temporaryFolder(),
      says: /^\S+ is not a repository of environments \(no environments\/fleet\.yaml\): .* -C\.$/,
    },
    {
      where: 'in a subfolder',
      at: () => join(ROOT, 'docs'),
      says: /^\S+docs is a folder of the repository \S+: run this there, or add -C \S+\.$/,
    },
    {
      where: 'in a folder that is missing',
      at: () => '/no/such/folder',
      says: /^-C \/no\/such\/folder: no such folder\.$/,
    },
    {
      where: 'in a file',
      at: () => join(ROOT, 'package.json'),
      says: /^-C \S+package\.json: no such folder\.$/,
    },
  ])('$where', async ({ at, says }) => {
    const folder = at()
    for (const args of where(folder))
      expect(await told(['-C', folder, ...args]), args.join(' ')).toMatchObject({
        exitCode: 2,
        text: expect.stringMatching(says),
      })
  })

  test('outside of git, every command that reads or writes commits', async () => {
    const root = copyOfRepository()
    await cli(['-C', root, 'render'])
    const needing = COMMANDS.filter(([name]) =>
      [
        'diff',
        'report',
        'bump',
        'promote',
        'rollback',
        'hold',
        'release-hold',
        'history',
        'images',
        'audit',
      ].includes(name as string),
    )
    expect(needing).toHaveLength(10)
    for (const args of needing)
      expect(await told(['-C', root, ...args]), args.join(' ')).toEqual({
        exitCode: 2,
        text: 'This is not a git repository: name the folder of one with -C, or make it one (git init, and a first commit).',
      })
  })

  /** All commands where they are most often typed; elsewhere, one that reads and one that writes. */
  const where = (folder: string) => (folder.startsWith(tmpdir()) ? COMMANDS : COMMANDS.slice(0, 2))

  /** The exit code, and what is said on stderr or as a problem in JSON. */
  async function told(args: string[]) {
    const { exitCode, stdout, stderr } = await cli(args, { env: without })
    const text = args.includes('--json') ? JSON.parse(stdout).problems[0].message : stderr
    return { exitCode, text }
  }
})
