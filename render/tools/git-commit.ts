import { resolve } from 'node:path'
import { askGit, git } from './git.ts'

/** A commit to be: its message, and the new text of every file that it changes; null deletes the file. */
export interface NewCommit {
  readonly message: string
  readonly changes: ReadonlyMap<string, string | null>
}

/**
 * Makes commits on top of `parent`, each on the one before, in git's database only: no branch, index or working tree is
 * touched, so that nothing is half done if it is killed. They are signed where git is set up to sign commits.
 *
 * @param stage an empty folder, for an index of its own. @returns the id of the last commit. @throws {GitError}.
 */
export async function makeCommits(
  root: string,
  parent: string,
  commits: readonly NewCommit[],
  stage: string,
): Promise<string> {
  const index = resolve(stage, 'index')
  // commit-tree doesn't look itself, and a ruleset may ask for signed commits.
  const wanted = await askGit(root, ['config', '--type=bool', 'commit.gpgSign'])
  const sign = wanted === 'true' ? ['-S'] : []
  let tip = parent
  for (const { message, changes } of commits) {
    await withIndex(root, index, ['read-tree', tip])
    await withIndex(root, index, ['update-index', '-z', '--index-info'], await indexInfo(root, changes))
    const tree = await withIndex(root, index, ['write-tree'])
    tip = await git(root, ['commit-tree', ...sign, tree, '-p', tip], `${message}\n`)
  }
  return tip
}

async function indexInfo(root: string, changes: ReadonlyMap<string, string | null>): Promise<string> {
  const lines: string[] = []
  for (const [path, text] of changes)
    lines.push(
      text === null
        ? `0 ${'0'.repeat(40)}\t${path}\0`
        : `100644 ${await git(root, ['hash-object', '-w', '--stdin'], text)}\t${path}\0`,
    )
  return lines.join('')
}

function withIndex(root: string, index: string, args: readonly string[], input = ''): Promise<string> {
  return git(root, args, input, { GIT_INDEX_FILE: index })
}

/**
 * What `git revert` of a commit would make of `onto`, without touching anything: the three-way merge of `onto` and the
 * commit's parent, with the commit as their base. Of a merge commit it reverts what the merge brought to the branch.
 *
 * @returns the tree; nothing if the revert would conflict, or the commit has no parent. @throws {GitError}.
 */
export async function revertedTree(root: string, commit: string, onto: string): Promise<string | undefined> {
  const parent = (await git(root, ['rev-list', '--parents', '-n', '1', commit])).split(' ')[1]
  if (!parent) return undefined
  // `git merge-tree --merge-base` came with git 2.40: commits made for the purpose do the same from 2.38 on.
  const base = await bareCommit(root, commit, [])
  const ours = await bareCommit(root, onto, [base])
  const theirs = await bareCommit(root, parent, [base])
  return mergedTree(root, ours, theirs)
}

/** What a merge of two commits would make, without touching anything; nothing if it would conflict. @throws {GitError}. */
export async function mergedTree(root: string, ours: string, theirs: string): Promise<string | undefined> {
  return (await askGit(root, ['merge-tree', '--write-tree', ours, theirs]))?.split('\n')[0]
}

/** A fixed author and date: no user.name is needed, which a workflow lacks, and the same input gives the same commit. */
const NOBODY = {
  GIT_AUTHOR_NAME: 'nobody',
  GIT_AUTHOR_EMAIL: '',
  GIT_AUTHOR_DATE: '@0 +0000',
  GIT_COMMITTER_NAME: 'nobody',
  GIT_COMMITTER_EMAIL: '',
  GIT_COMMITTER_DATE: '@0 +0000',
}

const bareCommit = (root: string, like: string, parents: readonly string[]): Promise<string> =>
  git(
    root,
    ['commit-tree', `${like}^{tree}`, ...parents.flatMap((parent) => ['-p', parent]), '-m', 'base'],
    undefined,
    NOBODY,
  )
