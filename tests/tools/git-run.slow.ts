import { execFileSync } from 'node:child_process'
import { appendFileSync, chmodSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { hold } from '../../render/commands/release/hold.ts'
import { contains, hasCommit, isTracked, mergeBase, trackedBelow } from '../../render/tools/git.ts'
import { makeCommits } from '../../render/tools/git-commit.ts'
import { REPOSITORY_VARIABLES } from '../../render/tools/git-run.ts'
import { type Clones, git, headOf, makeClones, removeTemplate } from '../delivery/clones.ts'
import { run } from '../repository/run.ts'
import { temporaryFolder, write } from '../support/repository.ts'

afterAll(removeTemplate)
afterEach(() => vi.unstubAllEnvs())

describe('git works in the repository that is named, whatever git or a user left in the environment', () => {
  test('every variable that names a repository is dropped', () => {
    const local = execFileSync('git', ['rev-parse', '--local-env-vars'], { encoding: 'utf8' })
      .trim()
      .split('\n')
    // How a workflow passes a credential helper, and `git -c` a setting; neither names a repository.
    const kept = ['GIT_CONFIG_COUNT', 'GIT_CONFIG_PARAMETERS']
    expect(REPOSITORY_VARIABLES).toEqual(expect.arrayContaining(local.filter((name) => !kept.includes(name))))
  })

  test.each<[string, (other: Clones) => Record<string, string>]>([
    ['GIT_DIR', ({ work }) => ({ GIT_DIR: join(work, '.git') })],
    ['GIT_DIR and GIT_WORK_TREE', ({ work }) => ({ GIT_DIR: join(work, '.git'), GIT_WORK_TREE: work })],
    ['GIT_INDEX_FILE', ({ work }) => ({ GIT_INDEX_FILE: join(work, '.git/index') })],
    ['GIT_OBJECT_DIRECTORY', ({ work }) => ({ GIT_OBJECT_DIRECTORY: join(work, '.git/objects') })],
    ['GIT_COMMON_DIR', ({ work }) => ({ GIT_DIR: join(work, '.git'), GIT_COMMON_DIR: join(work, '.git') })],
    ['GIT_NAMESPACE', () => ({ GIT_NAMESPACE: 'elsewhere' })],
    ['GIT_PREFIX, as an alias sets it', () => ({ GIT_PREFIX: 'base/' })],
    ['GIT_ICASE_PATHSPECS', () => ({ GIT_ICASE_PATHSPECS: '1' })],
  ])('%s', async (_, variables) => {
    const here = makeClones(temporaryFolder())
    const other = makeClones(temporaryFolder())
    const [before, otherIndex] = [headOf(other.work), readFileSync(join(other.work, '.git/index'))]
    for (const [name, value] of Object.entries(variables(other))) vi.stubEnv(name, value)
    const outcome = await hold(here.work, 'minikube', { reason: 'A reason long enough' })
    vi.unstubAllEnvs()
    expect(outcome).toMatchObject({ exit: 0 })
    expect(git(here.work, 'log', '-1', '--format=%s')).toBe('Hold every service in minikube')
    expect(git(here.work, 'status', '--porcelain')).toBe('')
    expect(git(here.work, 'fsck', '--strict')).toBe('')
    expect(headOf(other.work)).toBe(before)
    expect(readFileSync(join(other.work, '.git/index'))).toEqual(otherIndex)
  })

  test('a working tree that a setting puts elsewhere is refused', async () => {
    const [here, other] = [makeClones(temporaryFolder()), makeClones(temporaryFolder())]
    const before = headOf(here.work)
    git(here.work, 'config', 'core.worktree', other.work)
    await expect(hold(here.work, 'minikube', { reason: 'A reason long enough' })).rejects.toThrow(
      'not in the working tree of its git repository',
    )
    git(here.work, 'config', '--unset', 'core.worktree')
    expect([headOf(here.work), git(here.work, 'status', '--porcelain')]).toEqual([before, ''])
  })

  test('in a hook, the repository of the hook is the one that is checked', async () => {
    const { work } = makeClones(temporaryFolder())
    write(work, {
      '.git/hooks/pre-commit': `#!/bin/sh\nexec '${process.execPath}' '${join(import.meta.dirname, '../../render/cli.js')}' check\n`,
    })
    chmodSync(join(work, '.git/hooks/pre-commit'), 0o755)
    git(work, 'commit', '--quiet', '--allow-empty', '-m', 'Good')
    appendFileSync(join(work, 'overlays/staging/kustomization.yaml'), '# by hand\n')
    expect(() => git(work, 'commit', '--quiet', '--all', '-m', 'By hand')).toThrow('npm run render')
    expect(git(work, 'log', '-1', '--format=%s')).toBe('Good')
  })

  test('rebase --exec is told that a rebase is in progress', async () => {
    const { work } = makeClones(temporaryFolder())
    git(work, 'commit', '--quiet', '--allow-empty', '-m', 'One')
    const command = `'${process.execPath}' '${join(import.meta.dirname, '../../render/cli.js')}' hold staging --reason 'A reason long enough'`
    expect(() => git(work, 'rebase', '--quiet', '--exec', command, 'HEAD~1')).toThrow(
      'A rebase is in progress',
    )
  })
})

describe('a git that fails is no answer', () => {
  let work: string
  beforeEach(() => {
    work = makeClones(temporaryFolder()).work
  })
  const broken: readonly [string, () => void][] = [
    ['its configuration is broken', () => appendFileSync(join(work, '.git/config'), '[broken\n')],
    ['its HEAD is gone', () => rmSync(join(work, '.git/HEAD'))],
    [
      'it is not installed',
      () => {
        mkdirSync(join(work, '../bin'))
        vi.stubEnv('PATH', join(work, '../bin'))
      },
    ],
    ...(process.getuid?.() === 0
      ? [
          [
            'the repository belongs to another user',
            () => {
              execFileSync('chown', ['-R', '65534:65534', work])
              vi.stubEnv('HOME', join(work, '..'))
              vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null')
            },
          ] as [string, () => void],
        ]
      : []),
  ]

  test.each(broken)('where %s', async (_, breakIt) => {
    const head = headOf(work)
    breakIt()
    const questions = {
      isTracked: () => isTracked(work, 'environments/staging/secrets.env'),
      trackedBelow: () => trackedBelow(work, '.render'),
      hasCommit: () => hasCommit(work, head),
      contains: () => contains(work, head, head),
      mergeBase: () => mergeBase(work, head, head),
      makeCommits: () => makeCommits(work, head, [{ message: 'm', changes: new Map() }], temporaryFolder()),
    }
    for (const [name, ask] of Object.entries(questions)) await expect.soft(ask(), name).rejects.toThrow(/git/)
  })

  test('where it answers, no is no', async () => {
    const head = headOf(work)
    const none = 'e'.repeat(40)
    expect(await isTracked(work, 'environments/staging/secrets.env')).toBe(false)
    expect(await isTracked(work, 'environments/staging/release.yaml')).toBe(true)
    expect(await isTracked(temporaryFolder(), 'environments/staging/secrets.env')).toBe(false)
    expect([await hasCommit(work, none), await hasCommit(work, head)]).toEqual([false, true])
    const other = git(work, 'commit-tree', 'HEAD^{tree}', '-m', 'unrelated')
    expect([await contains(work, head, other), await contains(work, head, head)]).toEqual([false, true])
    expect([await mergeBase(work, head, other), await mergeBase(work, head, head)]).toEqual([undefined, head])
    await expect(contains(work, head, none)).rejects.toThrow('merge-base')
  })

  test('what the current commit holds is in git, though it was taken from the index', async () => {
    const file = 'environments/staging/release.yaml'
    git(work, 'rm', '-q', '--cached', file)
    expect(await isTracked(work, file)).toBe(true)
    git(work, 'commit', '-q', '-m', 'Remove it')
    expect(await isTracked(work, file)).toBe(false)
    const unborn = temporaryFolder()
    git(unborn, 'init', '-q')
    expect(await isTracked(unborn, file)).toBe(false)
  })

  test.each(broken.filter(([name]) => !name.includes('installed')))(
    'where %s, no secret is sent',
    async (_, breakIt) => {
      const sent = join(temporaryFolder(), 'sent')
      write(work, {
        'environments/staging/secrets.env': 'AUTH_SECRET=x\n',
        '../kubectl': `#!/bin/sh\necho "$@" >> '${sent}'\n`,
      })
      chmodSync(join(work, '../kubectl'), 0o755)
      breakIt()
      const { exit, stderr } = await run(work, ['secrets', 'staging'], {
        env: { KUBECTL: join(work, '../kubectl') },
      })
      expect({ exit, stderr }).toMatchObject({ exit: 3, stderr: expect.stringContaining('git') })
      expect(() => readFileSync(sent)).toThrow('ENOENT')
    },
  )
})
