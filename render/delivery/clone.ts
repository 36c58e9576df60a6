import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { notTheRoot } from '../repository/larger.ts'
import { cloneAt } from '../tools/clone.ts'
import { askGit, git, hasCommit, NotInGitError } from '../tools/git.ts'
import { DeliveryError } from './publisher.ts'

/**
 * Sees to it that `root` is a clone in which releases can be decided: all of it, with all of its history. In a shallow
 * one, git takes what was cut off for what never was, and older can't be told from newer, nor what went back.
 *
 * @throws {DeliveryError} with a fix, GitError if it is no clone at all.
 */
export async function requireWholeClone(root: string): Promise<void> {
  const { prefix, shallow } = await cloneAt(root)
  if (prefix) throw new DeliveryError(notTheRoot(root, prefix))
  if (shallow)
    throw new DeliveryError(
      'This clone is shallow, so the order of builds is unknown: `git fetch --unshallow` (fetch-depth: 0 in a workflow).',
    )
}

/** The name of the branch that is checked out; `HEAD` if none is. @throws GitError. */
export async function branchHere(root: string): Promise<string> {
  const name = await git(root, ['rev-parse', '--symbolic-full-name', 'HEAD'])
  return name.replace(/^refs\/heads\//, '')
}

/** What git may be in the middle of: the file or folder that says so, and how to end it. */
const UNDER_WAY = [
  { sign: 'rebase-merge', what: 'A rebase', remediation: 'git rebase --continue or --abort' },
  { sign: 'rebase-apply', what: 'A rebase or git am', remediation: 'git rebase --abort, or git am --abort' },
  { sign: 'MERGE_HEAD', what: 'A merge', remediation: 'git merge --continue or --abort' },
  { sign: 'CHERRY_PICK_HEAD', what: 'A cherry-pick', remediation: 'git cherry-pick --continue or --abort' },
  { sign: 'REVERT_HEAD', what: 'A revert', remediation: 'git revert --continue or --abort' },
  { sign: 'BISECT_LOG', what: 'A bisection', remediation: 'git bisect reset' },
] as const

/**
 * Sees to it that a branch is checked out that a commit would stay on, and that no commit is half made, which ours
 * would end up in.
 *
 * @throws {DeliveryError} with a fix.
 */
export async function requireBranch(root: string): Promise<void> {
  const folder = await git(root, ['rev-parse', '--absolute-git-dir'])
  const found = UNDER_WAY.find(({ sign }) => existsSync(join(folder, sign)))
  if (found) throw new DeliveryError(`${found.what} is in progress; finish it first (${found.remediation}).`)
  if (!(await hasCommit(root, 'HEAD')))
    throw new NotInGitError('Nothing is committed here yet: make a first commit.')
  if ((await askGit(root, ['symbolic-ref', '--quiet', 'HEAD'])) === undefined)
    throw new DeliveryError(
      'No branch is checked out, and the next checkout would lose the commit: run `git switch BRANCH`, or use --push to commit on the remote.',
    )
}
