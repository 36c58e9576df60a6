import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type FakeGitHub, startGitHub } from '../support/github.ts'
import { ROOT, temporaryFolder } from '../support/repository.ts'
import { type Clones, cloneOf, git, makeClones, removeTemplate, tell } from './clones.ts'
import { holdsAt } from './truth.ts'

afterAll(removeTemplate)

const REASON = 'wait for the new schema'

/** Holds staging, by GitHub. The hook is here for its short waits. */
const holdBy = (root: string, { url, token }: FakeGitHub, ...how: readonly string[]) =>
  tell(root, ['hold', 'staging', '--reason', REASON, ...how], {
    preload: join(ROOT, 'tests/delivery/kill-hook.ts'),
    env: { GITHUB_API_URL: url, GH_TOKEN: token },
  })

/** Proposes the hold. @returns the branch. */
async function propose(root: string, github: FakeGitHub): Promise<string> {
  const told = await holdBy(root, github, '--pull-request')
  expect(told.exit, told.stderr).toBe(0)
  return (told.json['pullRequest'] as { branch: string }).branch
}

async function make(): Promise<{ clones: Clones; github: FakeGitHub }> {
  const clones = makeClones(temporaryFolder())
  return { clones, github: await startGitHub(clones.remote) }
}

/** What main says after the proposal is merged. */
function merged({ work }: Clones, branch: string): string | undefined {
  git(work, 'fetch', '--quiet', 'origin')
  git(work, 'switch', '--quiet', '--detach', 'origin/main')
  git(work, 'merge', '--quiet', '--no-edit', `origin/${branch}`)
  return holdsAt(work, 'HEAD', 'staging').environment?.reason
}

test('the same proposal of two, and made again when main has gone on, is one pull request', async () => {
  const { clones, github } = await make()
  const both = await Promise.all([propose(clones.work, github), propose(cloneOf(clones, 'other'), github)])
  await github.push('main', { 'notes.txt': 'something else\n' })
  expect(await propose(clones.work, github)).toBe(both[0])
  expect(new Set(both).size).toBe(1)
  expect(github.pulls).toHaveLength(1)
  expect(merged(clones, both[0])).toBe(REASON)
})

test('a proposal that was merged and reverted can be made again, and its old branch stays', async () => {
  const { clones, github } = await make()
  const first = await propose(clones.work, github)
  const tip = await github.git('rev-parse', first)
  await github.git('update-ref', 'refs/heads/main', tip)
  for (const pull of github.pulls) pull.state = 'closed'
  git(clones.work, 'pull', '--quiet', '--ff-only')
  git(clones.work, 'revert', '--no-edit', 'HEAD')
  git(clones.work, 'push', '--quiet')

  const second = await propose(clones.work, github)
  expect(second).toBe(`${first}-2`)
  expect(await github.git('rev-parse', first)).toBe(tip)
  expect(github.pulls.map(({ head, state }) => [head, state])).toEqual([
    [first, 'closed'],
    [second, 'open'],
  ])
  expect(merged(clones, second)).toBe(REASON)
})

test('a proposal that main has overtaken is made on a branch of its own', async () => {
  const { clones, github } = await make()
  const first = await propose(clones.work, github)
  await github.push('main', {
    'environments/staging/holds.yaml': 'environment:\n  reason: nobody is here today\n',
  })
  const second = await propose(clones.work, github)
  expect(second).toBe(`${first}-2`)
  expect(merged(clones, second)).toBe(REASON)
})

test('in a clone of a fork, which GitHub has gone on from, it ends and names the remote', async () => {
  const { clones, github } = await make()
  const fork = join(clones.folder, 'fork.git')
  git(clones.folder, 'clone', '--quiet', '--bare', clones.remote, fork)
  const branch = await propose(clones.work, github)
  await github.push('main', { 'notes.txt': 'something else\n' })
  await github.push(branch, { 'notes.txt': 'someone went on\n' })
  git(clones.work, 'remote', 'set-url', 'origin', '../fork.git')

  const [main, tip] = [await github.git('rev-parse', 'main'), await github.git('rev-parse', branch)]
  for (const how of [['--pull-request'], ['--push', '--github']])
    expect(await holdBy(clones.work, github, ...how)).toMatchObject({
      exit: 3,
      stderr: expect.stringMatching(/origin has .*is origin a fork\?.*--remote/),
    })
  expect(await github.git('rev-parse', 'main')).toBe(main)
  expect(await github.git('rev-parse', branch)).toBe(tip)
})
