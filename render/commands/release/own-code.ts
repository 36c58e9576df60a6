import { type Outcome, wrong } from '../../output/outcome.ts'
import { git } from '../../tools/git.ts'

/** The code that runs: the tool's, and that of the system. */
const CODE = [':(glob)base/**/*.ts', 'policies', 'render']

/**
 * Code of another commit never runs, so no command decides on top of a commit that has other code than the working
 * tree.
 *
 * @returns what to tell the person if it has; nothing if it has the same. @throws GitError.
 */
export async function requireOwnCode(root: string, head: string): Promise<Outcome | undefined> {
  const differing = await git(root, ['diff', '--name-only', '-z', '--no-renames', head, '--', ...CODE])
  const files = differing.split('\0').filter(Boolean)
  if (files.length === 0) return undefined
  const commit = head.slice(0, 12)
  return wrong(
    `${commit} and the working tree differ in code (${files.join(', ')}), and code of another commit never runs. Commit or stash your own changes, and check that commit out: git switch --detach ${commit}`,
  )
}
