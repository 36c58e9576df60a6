import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { copyOfRepository, ROOT, temporaryFolder } from '../support/repository.ts'

// Every command, each in a process of its own; tests/cli.test.ts tries one of each kind.

const cli = (args: string[], options = {}) =>
  execa(process.execPath, [join(ROOT, 'render/cli.js'), ...args], { reject: false, ...options })

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
        text: 'This is not a git repository: name one with -C, or create it (git init, and a first commit).',
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
