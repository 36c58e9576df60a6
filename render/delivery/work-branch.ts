import { existsSync, lstatSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { withLock } from '../repository/lock.ts'
import { textOf } from '../repository/text.ts'
import { withStageFor } from '../repository/work-folder.ts'
import { GitError, git, gitPath } from '../tools/git.ts'
import { makeCommits, type NewCommit } from '../tools/git-commit.ts'
import { requireBranch } from './clone.ts'
import { DeliveryError, type Publisher } from './publisher.ts'
import { bring, headOf, recover, textsAt } from './work-journal.ts'

/**
 * The branch that is checked out. Its commits hold the files that were decided and nothing else that lies about;
 * uncommitted changes to one of them must be committed first.
 *
 * The files go first, and the branch follows: moved last, it is what makes the change count. If it were moved first,
 * anybody's commit in between would hold the old files and take the change back without a word.
 */
export function workBranch(root: string): Publisher {
  return {
    target: 'the branch that is checked out',
    head: () =>
      locked(root, async () => {
        await recover(root)
        await requireBranch(root)
        return headOf(root)
      }),
    publish: (parent, commits) =>
      locked(root, async () => {
        await recover(root)
        await requireBranch(root)
        if ((await headOf(root)) !== parent) return undefined
        const paths = pathsOf(commits)
        await refuseUncommitted(root, parent, paths)
        await waitForIndex(root)
        const commit = await withStageFor(root, (stage) => makeCommits(root, parent, commits, stage))
        try {
          await bring(root, { from: parent, to: commit, paths })
          return (await moveHead(root, parent, commit)) ? commit : undefined
        } finally {
          await recover(root)
        }
      }),
  }
}

/**
 * Sees to it that files are in the working tree as they are at `head`, if the branch is still there: who looks at them
 * must see what is decided about.
 *
 * @throws {DeliveryError} with a fix if one isn't.
 */
export const requireCommitted = (root: string, head: string, paths: readonly string[]): Promise<void> =>
  locked(root, async () => {
    await recover(root)
    if ((await headOf(root)) === head) await refuseUncommitted(root, head, paths)
  })

const locked = async <T>(root: string, action: () => Promise<T>): Promise<T> =>
  withLock(await gitPath(root, 'work-branch.lock'), action)

/** Neither what is staged nor what lies in the working tree may differ from the commit, else it would be lost. */
async function refuseUncommitted(root: string, parent: string, paths: readonly string[]): Promise<void> {
  const committed = await textsAt(root, parent, paths)
  const staged = await git(root, ['diff-index', '--cached', '--name-only', '-z', parent, '--', ...paths])
  const text = textOf(root)
  const changed: string[] = []
  for (const path of paths) {
    const [found, before] = [text(path), committed.get(path)]
    const differs = found !== before || (before === undefined && isThere(root, path))
    if (differs && !(found !== undefined && (await isSameToGit(root, parent, path, found))))
      changed.push(path)
  }
  const all = [...new Set([...changed, ...staged.split('\0').filter(Boolean)])].sort()
  const leftOut = await leftOutOf(root, all)
  if (leftOut.length > 0)
    throw new DeliveryError(
      `${leftOut.join(', ')}: left out of this sparse checkout: \`git sparse-checkout disable\`, or use --push to commit on the remote.`,
    )
  if (all.length > 0)
    throw new DeliveryError(`${all.join(', ')}: uncommitted changes; commit, stash or restore them first.`)
}

/** Those that aren't there because the working tree is to hold only a part of the repository. */
async function leftOutOf(root: string, paths: readonly string[]): Promise<string[]> {
  const missing = paths.filter((path) => !isThere(root, path))
  if (missing.length === 0) return []
  const listed = await git(root, ['ls-files', '-t', '-z', '--', ...missing])
  return listed.split('\0').flatMap((line) => (line.startsWith('S ') ? [line.slice(2)] : []))
}

/** Other line ends, as an editor on Windows leaves them, are no change to git: it could be neither committed nor restored. */
async function isSameToGit(root: string, commit: string, path: string, text: string): Promise<boolean> {
  const [kept, there] = await Promise.all([
    git(root, ['hash-object', '--stdin', `--path=${path}`], text),
    git(root, ['ls-tree', '--full-tree', '--format=%(objectname)', commit, '--', path]),
  ])
  return kept === there
}

const isThere = (root: string, path: string): boolean =>
  lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined

const TRIES = 10
const PAUSE = 200

/** An editor's `git status` keeps the index for a moment; a killed git keeps it indefinitely. */
async function waitForIndex(root: string): Promise<void> {
  const lock = join(await git(root, ['rev-parse', '--absolute-git-dir']), 'index.lock')
  for (let tried = 1; existsSync(lock); tried++) {
    if (tried === TRIES)
      throw new DeliveryError(
        `${lock}: another git process is running, for example an editor of \`git commit\` that is still open; finish it first. If none is running, one was killed: delete the file.`,
      )
    await setTimeout(PAUSE)
  }
}

/** @returns whether the branch was still at `from`. @throws {GitError} if something else keeps git from moving it. */
async function moveHead(root: string, from: string, to: string): Promise<boolean> {
  for (let tried = 1; ; tried++) {
    try {
      await git(root, ['update-ref', '-m', 'gitops', 'HEAD', to, from])
      return true
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      if ((await headOf(root)) !== from) return false
      // Another git keeps the branch for a moment, or a killed one indefinitely: git says how to fix that.
      if (tried === TRIES) throw error
      await setTimeout(PAUSE)
    }
  }
}

const pathsOf = (commits: readonly NewCommit[]): string[] => [
  ...new Set(commits.flatMap(({ changes }) => [...changes.keys()])),
]
