import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Change } from '../emit/tree.ts'
import { withLock } from '../repository/lock.ts'
import { textOf } from '../repository/text.ts'
import { WORK_FOLDER } from '../repository/work-folder.ts'
import { applyChanges } from '../repository/write.ts'
import { filesAt, GitError, git } from '../tools/git.ts'
import { makeCommits, type NewCommit } from '../tools/git-commit.ts'
import { DeliveryError, type Publisher } from './publisher.ts'

/**
 * The branch that is checked out. Its commits hold the files that were decided and nothing else that lies about;
 * whoever has changed one of them without committing is asked to do that first.
 *
 * The branch moves first, then the files follow. A journal in the work folder names the way, so that the next run
 * brings the files along if this one is killed in between.
 */
export function workBranch(root: string): Publisher {
  const lock = join(root, WORK_FOLDER, 'work-branch.lock')
  return {
    target: 'the branch that is checked out',
    head: () =>
      withLock(lock, async () => {
        await finish(root)
        return git(root, ['rev-parse', '--verify', 'HEAD^{commit}'])
      }),
    publish: (parent, commits) =>
      withLock(lock, async () => {
        await finish(root)
        const paths = pathsOf(commits)
        await refuseUncommitted(root, parent, paths)
        const commit = await makeCommits(root, parent, commits)
        writeJournal(root, { from: parent, to: commit, paths })
        const moved = await moveHead(root, parent, commit)
        await finish(root)
        return moved ? commit : undefined
      }),
  }
}

interface Journal {
  readonly from: string
  readonly to: string
  readonly paths: readonly string[]
}

const journalOf = (root: string): string => join(root, WORK_FOLDER, 'work-branch.json')

const writeJournal = (root: string, journal: Journal): void =>
  writeFileSync(journalOf(root), JSON.stringify(journal))

/** Brings the files along to where the branch went, as far as they still are as they were before. */
async function finish(root: string): Promise<void> {
  const journal = readJournal(root)
  if (!journal) return
  const arrived = await git(root, ['merge-base', '--is-ancestor', journal.to, 'HEAD']).then(
    () => true,
    () => false,
  )
  if (arrived) {
    const before = await textsAt(root, journal.from, journal.paths)
    const after = await textsAt(root, journal.to, journal.paths)
    const text = textOf(root)
    const behind = journal.paths.filter((path) => text(path) === before.get(path))
    applyChanges(
      root,
      behind.map((path): Change => {
        const wanted = after.get(path)
        return wanted === undefined ? { kind: 'delete', path } : { kind: 'update', path, text: wanted }
      }),
    )
    await git(root, ['reset', '--quiet', 'HEAD', '--', ...journal.paths])
  }
  rmSync(journalOf(root), { force: true })
}

function readJournal(root: string): Journal | undefined {
  try {
    return JSON.parse(readFileSync(journalOf(root), 'utf8')) as Journal
  } catch {
    return undefined // none, or cut off by a kill before the branch moved
  }
}

async function refuseUncommitted(root: string, parent: string, paths: readonly string[]): Promise<void> {
  const committed = await textsAt(root, parent, paths)
  const text = textOf(root)
  const changed = paths.filter((path) => text(path) !== committed.get(path))
  if (changed.length > 0)
    throw new DeliveryError(
      `${changed.join(', ')}: changed and not committed: commit, stash or restore that first.`,
    )
}

/** @returns whether the branch was still at `from`. */
async function moveHead(root: string, from: string, to: string): Promise<boolean> {
  try {
    await git(root, ['update-ref', '-m', 'todo-gitops', 'HEAD', to, from])
    return true
  } catch (error) {
    if (error instanceof GitError && /cannot lock ref|is at [0-9a-f]+ but expected/.test(error.message))
      return false
    throw error
  }
}

async function textsAt(root: string, commit: string, paths: readonly string[]): Promise<Map<string, string>> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const files = paths.length === 0 ? new Map() : await filesAt(root, commit, paths)
  return new Map([...files].map(([path, bytes]) => [path, decoder.decode(bytes)]))
}

const pathsOf = (commits: readonly NewCommit[]): string[] => [
  ...new Set(commits.flatMap(({ changes }) => [...changes.keys()])),
]
