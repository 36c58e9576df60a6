import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bump } from '../../render/commands/release/bump.ts'
import { hold, releaseHold } from '../../render/commands/release/hold.ts'
import { render } from '../../render/commands/render.ts'
import { deliver } from '../../render/delivery/deliver.ts'
import { remoteBranch } from '../../render/delivery/remote-branch.ts'
import type { Outcome } from '../../render/output/outcome.ts'
import { temporaryFolder, write } from '../support/repository.ts'
import {
  type Clones,
  cloneOf,
  commitAll,
  git,
  headOf,
  mainline,
  makeClones,
  removeTemplate,
  tell,
} from './clones.ts'
import { expectForwardOnly, expectSound, releaseAt } from './truth.ts'

afterAll(removeTemplate)

const act = (root: string, more: { push?: string | true; remote?: string } = {}) =>
  bump(root, {
    ...{ environment: 'staging', image: [`backend=9.0.0@sha256:${'9'.repeat(64)}`], commit: headOf(root) },
    ...{ push: true, ...more },
  })

const make = (): Clones => makeClones(temporaryFolder())

/** A hook of the remote, which first writes down that it ran. @returns how often it has. */
function hook({ remote }: Clones, name: string, script: string): () => number {
  const [file, log] = [join(remote, 'hooks', name), join(remote, `${name}.log`)]
  write(remote, { [`hooks/${name}`]: `#!/bin/sh\necho ran >>'${log}'\n${script}\n` })
  chmodSync(file, 0o755)
  return () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').length - 1 : 0)
}

const REFUSALS = [
  {
    hook: 'pre-receive',
    script: 'echo "Freeze until Monday"; exit 1',
    says: /pre-receive hook declined[\s\S]*Freeze until Monday/,
  },
  {
    hook: 'update',
    script: 'echo "GH006: Protected branch update failed"; exit 1',
    says: /hook declined[\s\S]*GH006[\s\S]*--pull-request/,
  },
  // What a hook says is not what git says.
  {
    hook: 'pre-receive',
    script: 'echo "fetch first, cannot lock ref"; exit 1',
    says: /pre-receive hook declined/,
  },
] as const

test.each(REFUSALS)(
  'a $hook hook that refuses is asked once, and quoted: $script',
  async ({ says, ...refusal }) => {
    const clones = make()
    const ran = hook(clones, refusal.hook, refusal.script)
    const head = headOf(clones.remote, 'main')
    await expect(act(clones.work)).rejects.toThrow(says)
    expect(ran()).toBe(1)
    expect(headOf(clones.remote, 'main')).toBe(head)
  },
)

test('it ends with exit 3, and a remediation, when the remote is not there', async () => {
  const { work } = make()
  const args = ['hold', 'staging', '--reason', 'wait for the new schema', '--push']
  expect(await tell(work, [...args, '--remote', 'upstream'])).toMatchObject({
    exit: 3,
    stderr: expect.stringMatching(/'upstream' does not appear to be a git repository/),
  })
  git(work, 'remote', 'set-url', 'origin', '../gone.git')
  expect(await tell(work, args)).toMatchObject({ exit: 3, stderr: expect.stringMatching(/gone\.git/) })
  expect(git(work, 'status', '--porcelain')).toBe('')
})

test('a remote whose branch has another name is asked for by that name', async () => {
  const { work, remote } = make()
  git(remote, 'branch', '--move', 'main', 'trunk')
  await expect(act(work)).rejects.toThrow('origin has no branch main: name another one.')
  expect(await act(work, { push: 'trunk' })).toMatchObject({ exit: 0 })
  expect(releaseAt(remote, 'trunk', 'staging')['backend']?.tag).toBe('9.0.0')
  expect(git(remote, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/trunk')
})

test('a reference that only ends like the branch is not taken for it', async () => {
  const { work, remote } = make()
  const old = headOf(work)
  write(work, { 'notes.txt': 'second\n' })
  const head = commitAll(work, 'Second')
  git(work, 'push', '--quiet')
  git(remote, 'update-ref', 'refs/backup/refs/heads/main', old)
  git(remote, 'update-ref', 'refs/backup/refs/heads/gone', old)
  expect(await act(work)).toMatchObject({ exit: 0, json: { tries: 1 } })
  expect(headOf(remote, 'main^')).toBe(head)
  await expect(act(work, { push: 'gone' })).rejects.toThrow('origin has no branch gone')
})

test('an empty name is a mistake and no wish to commit here, and a password in a name is not printed', async () => {
  const { work } = make()
  const head = headOf(work)
  const url = 'https://user:secret@127.0.0.1/todo/gitops.git'
  for (const mode of [{ push: '' }, { remote: '' }, { remote: '--upload-pack=false' }, { remote: url }])
    expect(await act(work, mode)).toMatchObject({
      exit: 2,
      errors: [expect.stringMatching(/^--(push|remote): (?!.*secret)/)],
    })
  expect(headOf(work)).toBe(head)
})

test('a push to a branch that Argo CD does not follow says to bring it to the one it follows', async () => {
  const { work, remote } = make()
  const file = join(work, 'environments/staging/environment.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('cluster: ', 'revision: stable\ncluster: '))
  expect(render(work, [])).toMatchObject({ exit: 0 })
  commitAll(work, 'Follow stable')
  git(work, 'push', '--quiet', 'origin', 'main', 'main:stable')
  const next = async (more: Parameters<typeof act>[1]) => (await act(work, more)).lines.at(-1)?.text
  expect(await next({})).toBe('Next: merge main into stable, the revision that Argo CD follows for staging.')
  expect(await next({ push: 'stable' })).toBe('Next: Argo CD syncs it.')
  expect(headOf(remote, 'stable^')).toBe(headOf(work))
})

test('Argo CD does not read holds: what is left to do says nothing of it', async () => {
  const { work } = make()
  const last = async (outcome: Promise<Outcome>) => (await outcome).lines.at(-1)?.text
  expect(await last(hold(work, 'staging', { reason: 'wait for the new schema' }))).toBe('Next: git push.')
  expect(await last(releaseHold(work, 'staging', {}))).toBe('Next: git push.')
  const pushed = hold(work, 'staging', { reason: 'wait for the new schema', push: true })
  expect(await last(pushed)).toMatch(/^committed [0-9a-f]{8} on branch main of origin\.$/)
})

test('a push that arrived counts, though the connection broke, and though someone has built on it', async () => {
  const clones = make()
  const { remote, work } = clones
  const onTop =
    'git update-ref refs/heads/main "$(git -c user.name=a -c user.email=a@b commit-tree -p main -m top main^{tree})"'
  const ran = hook(clones, 'post-receive', `${onTop}\nkill -9 $PPID`)
  const told = await act(work)
  expect(told).toMatchObject({ exit: 0, json: { tries: 1, commit: headOf(remote, 'main^') } })
  expect([ran(), mainline(remote).length]).toEqual([1, 3])
})

test('a server that was killed in the middle of a push has not moved, and the locks that it left are named', async () => {
  const clones = make()
  const { remote, work } = clones
  hook(clones, 'reference-transaction', '[ "$1" = prepared ] && kill -9 $PPID')
  const head = headOf(remote, 'main')
  await expect(act(work)).rejects.toThrow()
  rmSync(join(remote, 'hooks/reference-transaction'))
  expect(headOf(remote, 'main')).toBe(head)
  expectSound(remote)
  // The branch's, and that of HEAD, which names it; in which order is git's to say.
  for (let locks = 2; locks > 0; locks--) {
    const said = await act(work).catch(({ message }: Error) => message)
    const lock = /remote\.git\/\.\/((?:HEAD|refs\/heads\/main)\.lock)/.exec(String(said))?.[1]
    expect(lock, String(said)).toBeDefined()
    rmSync(join(remote, lock as string))
  }
  expect(await act(work)).toMatchObject({ exit: 0 })
  expect(mainline(remote)).toHaveLength(2)
})

/** What another does between reading and writing. */
const BETWEEN: readonly { what: string; does: (clones: Clones, head: string) => void }[] = [
  { what: 'pushes', does: ({ folder }) => pushFrom(join(folder, 'other')) },
  {
    what: 'puts the branch back',
    does: ({ remote }) => void git(remote, 'update-ref', 'refs/heads/main', 'main^'),
  },
  {
    what: 'deletes the branch',
    does: ({ remote }) => void git(remote, 'update-ref', '-d', 'refs/heads/main'),
  },
]

const pushFrom = (root: string): void => {
  write(root, { 'other.txt': `on ${headOf(root)}\n` })
  commitAll(root, 'By another')
  git(root, 'push', '--quiet')
}

test.each(BETWEEN)('if another $what meanwhile, nothing is written', async ({ does }) => {
  const clones = make()
  const { remote, work } = clones
  pushFrom(cloneOf(clones, 'other'))
  const publisher = remoteBranch(work, 'origin', 'main')
  const head = await publisher.head()
  does(clones, head)
  const before = git(remote, 'for-each-ref')
  const commits = [{ message: 'Ours', changes: new Map([['ours.txt', 'ours\n']]) }]
  expect(await publisher.publish(head, commits)).toBeUndefined()
  expect(git(remote, 'for-each-ref')).toBe(before)
})

test('who is overtaken decides again, on top of the newest commit, and only the last decision counts', async () => {
  const clones = make()
  const { remote, work } = clones
  const other = cloneOf(clones, 'other')
  const heads: string[] = []
  const { tries, commit } = await deliver(remoteBranch(work, 'origin', 'main'), async (head) => {
    heads.push(head)
    if (heads.length < 4) {
      writeFileSync(join(other, 'other.txt'), `${heads.length}\n`)
      commitAll(other, 'By another')
      git(other, 'push', '--quiet')
    }
    return { commits: [{ message: 'Ours', changes: new Map([['ours.txt', `${heads.length}\n`]]) }] }
  })
  expect([tries, commit]).toEqual([4, headOf(remote, 'main')])
  expect(heads).toEqual(mainline(remote).slice(0, 4))
  expect(git(remote, 'show', 'main:ours.txt')).toBe('4')
  expectForwardOnly(remote, 'main')
})

test('who is overtaken ten times more gives up, says so, and has waited longer each time', async () => {
  const waits: number[] = []
  const never = {
    target: 'branch main of origin',
    head: async () => 'head',
    publish: async () => undefined,
  }
  const decide = async () => ({ commits: [{ message: '', changes: new Map() }] })
  const wait = async (milliseconds: number) => waits.push(milliseconds)
  await expect(deliver(never, decide, wait)).rejects.toThrow(
    /^branch main of origin moved 11 times.*nothing was written. Try again/,
  )
  expect(waits).toHaveLength(10)
  for (const [index, milliseconds] of waits.entries())
    expect(milliseconds).toBeLessThanOrEqual(Math.min(100 * 2 ** (index + 1), 5_000))
})
