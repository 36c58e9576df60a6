import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { check } from '../../render/commands/check.ts'
import type { RunOptions } from '../repository/run.ts'
import { type FakeGitHub, startGitHub } from '../support/github.ts'
import { ROOT, temporaryFolder } from '../support/repository.ts'
import {
  type Clones,
  cloneOf,
  commitAll,
  copyOf,
  git,
  headOf,
  mainline,
  makeClones,
  type Told,
  tell,
} from './clones.ts'
import { begins, expectSound, expectTidy, holdsAt, releaseAt, unrendered } from './truth.ts'

const HOOK = join(ROOT, 'tests/delivery/kill-hook.ts')

export const MODES = {
  'the working tree': [],
  '--push': ['--push'],
  '--push --github': ['--push', '--github'],
  '--pull-request': ['--pull-request'],
} as const

export type Mode = keyof typeof MODES

/** A command, and whether a commit holds what it asks for. */
interface Command {
  readonly args: (root: string) => readonly string[]
  readonly done: (root: string, commit: string) => boolean
  /** How the same call ends once it is done: a rollback must not be taken for a second one. */
  readonly again: 0 | 1
}

const digest = (digit: number): string => `sha256:${String(digit).repeat(64)}`

export const COMMANDS = {
  bump: {
    args: (root) => [
      'bump',
      ...['--environment', 'staging', '--commit', headOf(root, 'origin/main')],
      ...['--image', `backend=3.0.0@${digest(3)}`, '--image', `frontend=3.0.0@${digest(4)}`],
    ],
    done: (root, commit) => {
      const { backend, frontend } = releaseAt(root, commit, 'staging')
      return backend?.tag === '3.0.0' && frontend?.tag === '3.0.0'
    },
    again: 0,
  },
  promote: {
    args: () => ['promote', '--from', 'staging', '--to', 'production', '--service', 'backend'],
    done: (root, commit) => releaseAt(root, commit, 'production')['backend']?.tag === '2.0.0',
    again: 0,
  },
  rollback: {
    args: () => ['rollback', 'staging', '--service', 'backend', '--reason', 'it loses tasks'],
    done: (root, commit) =>
      releaseAt(root, commit, 'staging')['backend']?.tag === '1.0.0' &&
      holdsAt(root, commit, 'staging').services?.['backend']?.reason === 'it loses tasks',
    again: 1,
  },
  hold: {
    args: () => ['hold', 'staging', '--reason', 'nobody is here'],
    done: (root, commit) => holdsAt(root, commit, 'staging').environment?.reason === 'nobody is here',
    again: 0,
  },
  'release-hold': {
    args: () => ['release-hold', 'production', '--service', 'mcp-server'],
    done: (root, commit) => holdsAt(root, commit, 'production').services?.['mcp-server'] === undefined,
    again: 0,
  },
} satisfies Record<string, Command>

export type Name = keyof typeof COMMANDS

/** A history in which every command has something to do, and a clone of someone else's. */
export async function makeHistory(folder: string): Promise<Clones> {
  const clones = makeClones(folder)
  const { work } = clones
  for (const version of [1, 2]) {
    appendFileSync(join(work, 'notes.txt'), `source ${version}\n`)
    const build = ['--commit', commitAll(work, `Source ${version}`), '--environment', 'staging']
    await succeed(work, 'bump', ...build, '--image', `backend=${version}.0.0@${digest(version)}`)
  }
  await succeed(work, 'hold', 'production', '--service', 'mcp-server', '--reason', 'wait for the schema')
  appendFileSync(join(work, 'notes.txt'), 'source 3\n')
  commitAll(work, 'Source 3')
  git(work, 'push', '--quiet')
  // A few packed files are sooner copied than hundreds of loose ones.
  for (const root of [work, clones.remote, cloneOf(clones, 'other')]) git(root, 'gc', '--quiet')
  return clones
}

async function succeed(root: string, ...args: string[]): Promise<void> {
  expect(await tell(root, args), args.join(' ')).toMatchObject({ exit: 0 })
}

/** Where one run is killed, and tried again. */
interface Place extends Clones {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly github?: FakeGitHub
}

async function placeFor(history: Clones, name: Name, mode: Mode): Promise<Place> {
  const clones = copyOf(history, temporaryFolder())
  const args = [...COMMANDS[name].args(clones.work), ...MODES[mode]]
  if (mode === 'the working tree') {
    appendFileSync(join(clones.work, 'notes.txt'), 'not finished\n')
    writeFileSync(join(clones.work, 'staged.txt'), 'to be committed\n')
    git(clones.work, 'add', 'staged.txt')
  }
  if (mode === 'the working tree' || mode === '--push') return { ...clones, args, env: {} }
  const github = await startGitHub(clones.remote)
  return { ...clones, args, env: { GITHUB_API_URL: github.url, GH_TOKEN: github.token }, github }
}

const run = ({ work, args, env }: Place, more: RunOptions['env'] = {}): Promise<Told> =>
  tell(work, args, { preload: HOOK, env: { ...env, KILL_BELOW: work, ...more } })

/** Every point at which a command can be killed, in its order, from a run that isn't. */
export async function pointsOf(history: Clones, name: Name, mode: Mode): Promise<string[]> {
  const told = await run(await placeFor(history, name, mode))
  expect(told.exit).toBe(0)
  return JSON.parse(told.stderr.split('\n').at(-1) as string)
}

/** What changes nothing leaves the disk as the point before it did. */
export const changes = (point: string): boolean =>
  !/^git (rev-parse|ls-tree|ls-remote|cat-file|log|rev-list|merge-base|diff-index|diff-tree)$|^GET /.test(
    point,
  )

export interface Kill {
  readonly name: Name
  readonly mode: Mode
  /** Its number from 1 on, or what happens there. */
  readonly point: number | string
  readonly how: 'before' | 'amid'
  /** Whether someone commits something else before the next run. */
  readonly between: boolean
}

/** Kills a run, lets someone work on, makes the same call again, and looks at everything. */
export async function expectRecovery(
  history: Clones,
  { name, mode, point, how, between }: Kill,
): Promise<void> {
  const place = await placeFor(history, name, mode)
  const { work, remote, github } = place
  const { done, again } = COMMANDS[name]
  const start = headOf(work)
  const killed = await run(place, { KILL_AT: String(point), KILL_HOW: how })
  expect(killed.signal, killed.stderr).toBe('SIGKILL')
  for (const each of [work, remote]) expectSound(each)

  const local = mode === 'the working tree'
  const byHand = between ? workBetween(place, local) : undefined
  const before = local ? work : remote
  const doneBefore = mode !== '--pull-request' && done(before, headOf(before, 'main'))

  const told = await run(place)
  expect({ exit: told.exit, said: told.exit === 3 && told.stderr }).toEqual({
    exit: doneBefore ? again : 0,
    said: false,
  })
  for (const each of [work, remote]) expectSound(each)
  for (const [root, gitFolder] of [
    [work, join(work, '.git')],
    [remote, remote],
  ] as const)
    expectTidy(root, gitFolder)

  const [at, branch] = github && mode === '--pull-request' ? [remote, proposedBy(github)] : [before, 'main']
  const since = mainline(at, branch).slice(mainline(at, branch).indexOf(start))
  expect(done(at, start)).toBe(false)
  expect(begins(since, (commit) => done(at, commit))).toHaveLength(1)
  expect(done(at, headOf(at, branch))).toBe(true)
  if (branch !== 'main') expect(done(at, headOf(at, 'main'))).toBe(false)
  if (byHand) expect(mainline(before)).toContain(byHand)
  for (const commit of since) expect(await unrendered(at, commit), commit).toEqual([])

  const status = git(work, 'status', '--porcelain')
  if (local) {
    expect(status.split('\n').sort()).toEqual([' M notes.txt', ...(between ? [] : ['A  staged.txt'])])
    expect(check(work)).toMatchObject({ exit: 0 })
  } else expect([status, headOf(work)]).toEqual(['', start])
}

/** On the working tree: what was staged is committed, and nothing else. Elsewhere: someone pushes. @returns the commit. */
function workBetween({ work, folder }: Place, local: boolean): string {
  if (local) {
    git(work, 'commit', '--quiet', '--message', 'By hand')
    return headOf(work)
  }
  const other = join(folder, 'other')
  git(other, 'pull', '--quiet', '--ff-only')
  writeFileSync(join(other, 'other.txt'), 'by another\n')
  const commit = commitAll(other, 'By another')
  git(other, 'push', '--quiet')
  return commit
}

/** The branch of the one pull request. */
function proposedBy({ pulls }: FakeGitHub): string {
  expect(pulls).toHaveLength(1)
  return pulls[0]?.head ?? ''
}
