import { type Outcome, wrong } from '../output/outcome.ts'
import { notTheRoot } from '../repository/larger.ts'
import { cloneAt } from '../tools/clone.ts'
import { commitOf, mergeBase } from '../tools/git.ts'

/** The commit that a change is measured from. */
export interface Start {
  readonly commit: string
  /** Why it may not be the one that was meant. */
  readonly warnings: readonly string[]
}

/**
 * The commit where the working tree at `root` parted from `base`.
 *
 * @returns it, or why nothing can be compared. @throws {NotInGitError} if there is no repository or no such commit.
 */
export async function startOf(root: string, base: string): Promise<Start | Outcome> {
  const asked = commitOf(root, base)
  asked.catch(() => {}) // what the clone is comes first
  const { prefix, shallow } = await cloneAt(root)
  // What is rendered names paths from a repository's root, and so does git.
  if (prefix) return wrong(notTheRoot(root, prefix))
  const named = await asked
  const parted = base === 'HEAD' ? named : await mergeBase(root, named, 'HEAD')
  if (parted !== undefined) return { commit: parted, warnings: [] }
  const warning = shallow
    ? `This clone is shallow, so that git can't tell where HEAD parted from ${base}: compared with ${base} itself, whatever it has and HEAD has not looks undone. \`git fetch --unshallow\` (fetch-depth: 0 in a workflow).`
    : `HEAD and ${base} have no commit in common: compared with ${base} itself.`
  return { commit: named, warnings: [warning] }
}
