import type { GitHub } from './connect.ts'
import { GitHubError } from './github-error.ts'
import type { Change, Push } from './push.ts'

/** A commit, and whether GitHub signed it. */
export interface Made {
  readonly sha: string
  readonly tree: string
  readonly verified: boolean
}

/** The commits at `head`, oldest first, if they stand on the parent and say what ours say; their trees may differ. @throws {GitHubError} */
export async function standing(
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

/** Makes the trees of commits, each on that of the one before. @returns the tree of each. @throws {GitHubError} */
export async function makeTrees(
  github: GitHub,
  parent: string,
  commits: readonly Change[],
): Promise<string[]> {
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
      remediation: 'Push it first, or work from a commit that was fetched.',
    })
  }
}

/** Makes a commit that no branch holds yet. @throws {GitHubError} */
export async function makeCommit(
  { octokit, repository }: GitHub,
  parent: string,
  tree: string,
  message: string,
): Promise<Made> {
  const { data } = await octokit.rest.git.createCommit({ ...repository, message, tree, parents: [parent] })
  return { sha: data.sha, tree, verified: data.verification.verified }
}
