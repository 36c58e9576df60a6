import { headOf } from './branch.ts'
import type { GitHub } from './connect.ts'
import { GitHubError } from './github-error.ts'
import { moveBranch } from './move-branch.ts'

/** One commit: its message, and what becomes of files by their path: a text, or null to delete one that is there. */
export interface Change {
  readonly message: string
  readonly files: ReadonlyMap<string, string | null>
}

export interface Push {
  readonly branch: string
  /** The commit that the first one stands on: the branch's head, or where a branch that isn't there yet begins. */
  readonly parent: string
  /** One on top of the other; the branch moves once, over all of them. */
  readonly commits: readonly [Change, ...Change[]]
}

export type Pushed =
  | {
      readonly outcome: 'committed'
      /** The last commit. */
      readonly sha: string
      /** Whether GitHub signed it. */
      readonly verified: boolean
    }
  /** The branch holds something else than `parent`: nothing was done. Without `head`, it is gone. */
  | { readonly outcome: 'moved'; readonly head?: string }

/**
 * Commits on a branch, without a clone. Done twice, it is done once: a branch that holds just these commits on `parent`
 * counts as committed.
 *
 * It goes by the Git database and not by GraphQL's createCommitOnBranch. Both are signed by GitHub for an App's token
 * (here, because no author, committer or signature is given; "Signature verification for bots"), and both refuse a branch
 * that moved. But here a commit's SHA is known before the branch moves, so that after a lost answer one look at the
 * branch tells whether it is ours; several commits arrive as one push; and a new branch comes into being with its
 * commits, not before. A tree or commit that no branch holds is nothing, so making one twice does no harm.
 * What it costs: a person's token gets commits that are not verified. `verified` says so.
 *
 * @throws {GitHubError}
 */
export async function commitOnBranch(github: GitHub, push: Push): Promise<Pushed> {
  const { branch, parent, commits } = push
  const head = await headOf(github, branch)
  const present = head === undefined || head === parent ? undefined : await standing(github, push, head)
  if (present === 'other') return { outcome: 'moved', ...(head && { head }) }

  const trees = await makeTrees(github, parent, commits)
  if (present) {
    const same = present.every(({ tree }, index) => tree === trees[index])
    return same ? committed(present) : { outcome: 'moved', ...(head && { head }) }
  }
  const made: Made[] = []
  for (const [index, { message }] of commits.entries())
    made.push(await makeCommit(github, made.at(-1)?.sha ?? parent, trees[index] as string, message))

  const arrived = await moveBranch(github, { branch, from: head, to: lastOf(made).sha })
  if (arrived.there) return committed(made)
  // Another run may have made the same: two CI jobs for one image, say.
  const others = arrived.head ? await standing(github, push, arrived.head) : 'other'
  if (others !== 'other' && others.every(({ tree }, index) => tree === trees[index])) return committed(others)
  return { outcome: 'moved', ...(arrived.head && { head: arrived.head }) }
}

interface Made {
  readonly sha: string
  readonly tree: string
  readonly verified: boolean
}

const lastOf = (made: readonly Made[]): Made => made.at(-1) as Made

const committed = (made: readonly Made[]): Pushed => ({
  outcome: 'committed',
  sha: lastOf(made).sha,
  verified: made.every(({ verified }) => verified),
})

/** The commits at `head`, oldest first, if they stand on the parent and say what ours say; their trees may differ. */
async function standing(
  github: GitHub,
  { parent, commits }: Push,
  head: string,
): Promise<readonly Made[] | 'other'> {
  const found: Made[] = []
  let at = head
  for (const { message } of commits.toReversed()) {
    if (at === parent) return 'other'
    const { octokit, repository } = github
    const { data } = await octokit.rest.git.getCommit({ ...repository, commit_sha: at })
    const [below, ...more] = data.parents
    if (!below || more.length > 0 || data.message.trim() !== message.trim()) return 'other'
    found.unshift({ sha: at, tree: data.tree.sha, verified: data.verification.verified })
    at = below.sha
  }
  return at === parent ? found : 'other'
}

/** @returns the tree of each commit. */
async function makeTrees(github: GitHub, parent: string, commits: readonly Change[]): Promise<string[]> {
  const { octokit, repository } = github
  const trees: string[] = []
  let base = await treeOf(github, parent)
  for (const { files } of commits) {
    const tree = [...files].map(([path, content]) => ({
      path,
      mode: '100644' as const,
      type: 'blob' as const,
      ...(content === null ? { sha: null } : { content }),
    }))
    // GitHub takes an empty list for a mistake; a commit without files keeps the tree it stands on.
    if (tree.length > 0)
      base = (await octokit.rest.git.createTree({ ...repository, base_tree: base, tree })).data.sha
    trees.push(base)
  }
  return trees
}

async function treeOf({ octokit, repository }: GitHub, commit: string): Promise<string> {
  try {
    return (await octokit.rest.git.getCommit({ ...repository, commit_sha: commit })).data.tree.sha
  } catch (error) {
    if (!(error instanceof GitHubError && error.kind === 'not-found')) throw error
    throw new GitHubError({
      kind: 'not-found',
      status: 404,
      what: `GitHub has no commit ${commit} in ${repository.owner}/${repository.repo}.`,
      mend: 'Push it first, or work from a commit that was fetched.',
    })
  }
}

async function makeCommit(
  { octokit, repository }: GitHub,
  parent: string,
  tree: string,
  message: string,
): Promise<Made> {
  const { data } = await octokit.rest.git.createCommit({ ...repository, message, tree, parents: [parent] })
  return { sha: data.sha, tree, verified: data.verification.verified }
}
