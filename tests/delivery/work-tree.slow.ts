import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bump } from '../../render/commands/release/bump.ts'
import { history } from '../../render/commands/release/history.ts'
import { hold } from '../../render/commands/release/hold.ts'
import { temporaryFolder, write } from '../support/repository.ts'
import { commitAll, git, headOf, mainline, makeClones, removeTemplate, tell } from './clones.ts'
import { begins, expectSound, expectTidy, releaseAt } from './truth.ts'

afterAll(removeTemplate)

const BUILD = `backend=9.0.0@sha256:${'9'.repeat(64)}`
const act = (root: string) => bump(root, { environment: 'staging', image: [BUILD], commit: headOf(root) })
const keep = (root: string) => hold(root, 'staging', { reason: 'wait for the new schema' })
const RELEASE = 'environments/staging/release.yaml'
const HOLDS = 'environments/staging/holds.yaml'
const RENDERED = 'overlays/staging/release/kustomization.yaml'

const make = (): string => makeClones(temporaryFolder()).work
const status = (root: string): string => git(root, 'status', '--porcelain', '--untracked-files=all')

test('what is uncommitted elsewhere stays as it is: changed, staged, deleted or unknown to git', async () => {
  const root = make()
  writeFileSync(join(root, 'environments/production/release.yaml'), 'half: done\n')
  write(root, { 'base/staged.txt': 'staged\n', 'unknown.txt': 'unknown\n' })
  git(root, 'add', 'base/staged.txt')
  writeFileSync(join(root, 'base/staged.txt'), 'staged, and changed again\n')
  rmSync(join(root, 'notes.txt'))
  const before = status(root)

  expect(await act(root)).toMatchObject({ exit: 0 })

  expect(status(root)).toBe(before)
  expect(git(root, 'show', ':base/staged.txt')).toBe('staged')
  expect(git(root, 'show', '--name-only', '--format=').split('\n')).toEqual([RELEASE, RENDERED])
})

const REFUSED: readonly { what: string; prepare: (root: string) => void; path: string }[] = [
  {
    what: 'changed',
    prepare: (root) => writeFileSync(join(root, RELEASE), 'services: {}\n'),
    path: RELEASE,
  },
  {
    what: 'deleted, though only rendered',
    prepare: (root) => rmSync(join(root, RENDERED)),
    path: RENDERED,
  },
  {
    what: 'staged, and in the working tree as it was',
    prepare: (root) => {
      const text = readFileSync(join(root, RELEASE), 'utf8')
      writeFileSync(join(root, RELEASE), `${text}# later\n`)
      git(root, 'add', RELEASE)
      writeFileSync(join(root, RELEASE), text)
    },
    path: RELEASE,
  },
  {
    what: 'there and unknown to git',
    prepare: (root) => write(root, { [HOLDS]: 'environment: {reason: mine}\n' }),
    path: HOLDS,
  },
  {
    what: 'there as a link and unknown to git',
    prepare: (root) => symlinkSync('../../notes.txt', join(root, HOLDS)),
    path: HOLDS,
  },
]

test('line ends that git normalises are no change: they could be neither committed nor restored', async () => {
  const root = make()
  for (const path of [RELEASE, RENDERED])
    writeFileSync(join(root, path), readFileSync(join(root, path), 'utf8').replaceAll('\n', '\r\n'))
  expect(await act(root)).toMatchObject({ exit: 0 })
  expect(status(root)).toBe('')
  expect(readFileSync(join(root, RELEASE), 'utf8')).toBe(`${git(root, 'show', `HEAD:${RELEASE}`)}\n`)
})

test.each(REFUSED)(
  'a file that it would write and that is $what is refused, and nothing changes',
  async (refused) => {
    const root = make()
    refused.prepare(root)
    const before = [status(root), headOf(root), git(root, 'diff'), git(root, 'diff', '--cached')]
    const acting = refused.path === HOLDS ? keep(root) : act(root)
    await expect(acting).rejects.toThrow(
      `${refused.path}: uncommitted changes; commit, stash or restore them first.`,
    )
    expect([status(root), headOf(root), git(root, 'diff'), git(root, 'diff', '--cached')]).toEqual(before)
    git(root, 'stash', '--quiet', '--include-untracked')
    expect(await act(root)).toMatchObject({ exit: 0 })
  },
)

const failing = (root: string, ...args: string[]) => expect(() => git(root, ...args)).toThrow()

/** A branch whose commit can't be merged or picked. */
function diverge(root: string): void {
  git(root, 'switch', '--quiet', '--create', 'side')
  write(root, { 'notes.txt': 'theirs\n' })
  commitAll(root, 'Theirs')
  git(root, 'switch', '--quiet', 'main')
  write(root, { 'notes.txt': 'ours\n' })
  commitAll(root, 'Ours')
}

const UNDER_WAY: readonly { what: string; begin: (root: string) => void; end: string[]; says: RegExp }[] = [
  {
    what: 'a merge',
    begin: (root) => failing(root, 'merge', 'side'),
    end: ['merge', '--abort'],
    says: /^A merge is/,
  },
  {
    what: 'a rebase',
    begin: (root) => failing(root, 'rebase', 'side'),
    end: ['rebase', '--abort'],
    says: /^A rebase is/,
  },
  {
    what: 'a cherry-pick',
    begin: (root) => failing(root, 'cherry-pick', 'side'),
    end: ['cherry-pick', '--abort'],
    says: /^A cherry-pick is.*git cherry-pick --continue or --abort/,
  },
  {
    what: 'a revert',
    begin: (root) => failing(root, 'revert', 'side'),
    end: ['revert', '--abort'],
    says: /^A revert is/,
  },
  {
    what: 'a bisection',
    begin: (root) => void git(root, 'bisect', 'start'),
    end: ['bisect', 'reset'],
    says: /^A bisection is.*git bisect reset/,
  },
  {
    what: 'no branch checked out',
    begin: (root) => void git(root, 'switch', '--quiet', '--detach'),
    end: ['switch', 'main'],
    says: /^No branch is checked out.*git switch BRANCH/,
  },
]

test.each(UNDER_WAY)('$what is refused, until it is ended', async ({ begin, end, says }) => {
  const root = make()
  diverge(root)
  begin(root)
  const before = [status(root), headOf(root)]
  await expect(act(root)).rejects.toThrow(says)
  expect([status(root), headOf(root)]).toEqual(before)
  git(root, ...end)
  expect(await act(root)).toMatchObject({ exit: 0 })
})

test('two at once in one working tree both arrive, and the same one twice arrives once', async () => {
  const root = make()
  const { commit } = { commit: headOf(root) }
  const of = (service: string) => [
    ...['bump', '--environment', 'staging', '--commit', commit],
    ...['--image', `${service}=9.0.0@sha256:${'9'.repeat(64)}`],
  ]
  const told = await Promise.all(['backend', 'frontend', 'backend'].map((service) => tell(root, of(service))))
  expect(told.map(({ exit, stderr }) => [exit, stderr])).toEqual(Array(3).fill([0, '']))
  expect(told.filter(({ json }) => json.commit)).toHaveLength(2)
  expect(mainline(root)).toHaveLength(3)
  for (const service of ['backend', 'frontend'])
    expect(
      begins(mainline(root), (at) => releaseAt(root, at, 'staging')[service]?.tag === '9.0.0'),
    ).toHaveLength(1)
  expect(status(root)).toBe('')
  expectTidy(root, join(root, '.git'))
})

test('commits made by hand meanwhile, one after the other, are kept, and so is the bump', async () => {
  const root = make()
  const acting = tell(root, ['bump', '--environment', 'staging', '--commit', headOf(root), '--image', BUILD])
  let told: Awaited<typeof acting> | undefined
  void acting.then((found) => {
    told = found
  })
  const byHand: string[] = []
  while (!told && byHand.length < 15) {
    writeFileSync(join(root, 'notes.txt'), `line ${byHand.length}\n`)
    try {
      byHand.push(commitAll(root, `By hand ${byHand.length}`))
    } catch (error) {
      // Git itself refuses when the other was faster: a person does it again by hand.
      expect(String(error)).toMatch(/index\.lock|cannot lock ref/)
    }
    await new Promise(setImmediate)
  }
  expect(await acting).toMatchObject({ exit: 0, stderr: '' })
  const all = mainline(root)
  expect(all).toEqual(expect.arrayContaining(byHand))
  expect(byHand.length).toBeGreaterThan(1)
  expect(begins(all, (at) => releaseAt(root, at, 'staging')['backend']?.tag === '9.0.0')).toHaveLength(1)
  expect(releaseAt(root, 'HEAD', 'staging')['backend']?.tag).toBe('9.0.0')
  git(root, 'commit', '--quiet', '--all', '--allow-empty', '--message', 'Last')
  expect(status(root)).toBe('')
  expectSound(root)
})

const LOCKS = ['index.lock', 'refs/heads/main.lock', 'HEAD.lock'] as const

test.each(LOCKS)(
  '%s of a git that was killed is named, nothing changes, and without it all is well',
  async (name) => {
    const root = make()
    const [lock, head] = [join(root, '.git', name), headOf(root)]
    writeFileSync(lock, '')
    await expect(act(root)).rejects.toThrow(lock)
    expect(headOf(root)).toBe(head)
    rmSync(lock)
    expect(status(root)).toBe('')
    expect(await act(root)).toMatchObject({ exit: 0, json: { tries: 1 } })
    expectTidy(root, join(root, '.git'))
  },
)

test('a linked worktree moves its own branch, in a path with spaces, and no other', async () => {
  const root = make()
  const linked = join(temporaryFolder(), 'a linked working tree')
  git(root, 'worktree', 'add', '--quiet', '-b', 'side', linked)
  const head = headOf(root)
  expect(await act(linked)).toMatchObject({ exit: 0 })
  expect([headOf(root), headOf(root, 'main'), status(root)]).toEqual([head, head, ''])
  expect(releaseAt(linked, 'HEAD', 'staging')['backend']?.tag).toBe('9.0.0')
  expect([git(linked, 'branch', '--show-current'), status(linked)]).toEqual(['side', ''])
})

test('a repository that is a folder of a larger one is refused', async () => {
  const folder = temporaryFolder()
  const { work } = makeClones(join(folder, 'larger'))
  rmSync(join(work, '.git'), { recursive: true })
  git(folder, 'init', '--quiet')
  git(
    folder,
    '-c',
    'user.name=a',
    '-c',
    'user.email=a@b',
    'commit',
    '--quiet',
    '--allow-empty',
    '--message',
    'Larger',
  )
  for (const acting of [() => keep(work), () => history(work, 'staging', {})])
    await expect(acting()).rejects.toThrow(
      /folder larger\/work\/ of a larger repository.*a repository of its own/,
    )
  expect(existsSync(join(work, HOLDS))).toBe(false)
})

test('a shallow clone is refused, with the way out, and works after it', async () => {
  const clones = makeClones(temporaryFolder())
  write(clones.work, { 'notes.txt': 'second\n' })
  commitAll(clones.work, 'Second')
  git(clones.work, 'push', '--quiet')
  const root = join(clones.folder, 'shallow')
  git(clones.folder, 'clone', '--quiet', '--depth', '1', `file://${clones.remote}`, root)
  git(root, 'config', 'user.name', 'shallow')
  git(root, 'config', 'user.email', 'shallow@example.com')
  await expect(act(root)).rejects.toThrow(/shallow.*git fetch --unshallow/)
  git(root, 'fetch', '--quiet', '--unshallow')
  expect(await act(root)).toMatchObject({ exit: 0 })
})

test('a clone without a commit, one without user.name, no clone and no git: the exit code, and the fix', async () => {
  const root = make()
  const args = ['hold', 'staging', '--reason', 'wait for the new schema']
  const unborn = make()
  git(unborn, 'checkout', '--quiet', '--orphan', 'empty')
  const ends = async (at: string, env = {}) => {
    const { exit, json } = await tell(at, args, { env })
    return `${exit} ${(json as { problems?: { message: string }[] }).problems?.[0]?.message}`
  }
  expect(await ends(unborn)).toMatch(/^2 Nothing is committed here yet: make a first commit/)
  expect(await ends(root, { PATH: '/nowhere' })).toMatch(/^3 .*git not found; install git 2\.38/)
  git(root, 'config', '--unset', 'user.name')
  git(root, 'config', '--unset', 'user.email')
  git(root, 'config', 'user.useConfigOnly', 'true')
  expect(await ends(root)).toMatch(/^3 .*git config user\.name "Your Name"/)
  expect(status(root)).toBe('')
  rmSync(join(root, '.git'), { recursive: true })
  expect(await ends(root, { GIT_CEILING_DIRECTORIES: join(root, '..') })).toMatch(/^2 .*not a git repository/)
})

test('what a sparse checkout leaves out is not called changed, and can be pushed', async () => {
  const root = make()
  git(root, 'update-index', '--refresh') // else git leaves files that it knows nothing of where they are
  git(root, 'sparse-checkout', 'set', 'environments', 'base')
  const head = headOf(root)
  await expect(act(root)).rejects.toThrow(
    `${RENDERED}: left out of this sparse checkout: \`git sparse-checkout disable\`, or use --push`,
  )
  expect(headOf(root)).toBe(head)
  expect(status(root)).toBe('')
  const image = { environment: 'staging', image: [BUILD], commit: head, push: true as const }
  expect(await bump(root, image)).toMatchObject({ exit: 0 })
  expect(existsSync(join(root, RENDERED))).toBe(false)
})
