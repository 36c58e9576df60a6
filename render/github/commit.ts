import { headOf } from './branch.ts'
import type { GitHub } from './connect.ts'
import { moveBranch } from './move-branch.ts'
import { type Made, makeCommit, makeTrees, standing } from './objects.ts'
import type { Push } from './push.ts'

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
  if (present === 'other') return moved(head)

  const trees = await makeTrees(github, parent, commits)
  if (present) return hold(present, trees) ? committed(present) : moved(head)
  const made: Made[] = []
  for (const [index, { message }] of commits.entries())
    made.push(await makeCommit(github, made.at(-1)?.sha ?? parent, trees[index] as string, message))

  const arrived = await moveBranch(github, { branch, from: head, to: lastOf(made).sha })
  if (arrived.there) return committed(made)
  // Another run may have made the same: two CI jobs for one image, say.
  const others = arrived.head ? await standing(github, push, arrived.head) : 'other'
  if (others !== 'other' && hold(others, trees)) return committed(others)
  return moved(arrived.head)
}

const lastOf = (made: readonly Made[]): Made => made.at(-1) as Made

const committed = (made: readonly Made[]): Pushed => ({
  outcome: 'committed',
  sha: lastOf(made).sha,
  verified: made.every(({ verified }) => verified),
})

const moved = (head: string | undefined): Pushed => ({ outcome: 'moved', ...(head && { head }) })

const hold = (made: readonly Made[], trees: readonly string[]): boolean =>
  made.every(({ tree }, index) => tree === trees[index])
