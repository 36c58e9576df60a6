import { git, gitSucceeds, headOf } from '../git.ts'
import { type Tree, treeOf } from './tree.ts'

/** What `git revert` of a commit makes of another one; nothing if it conflicts or changes nothing. */
export function reverted(root: string, commit: string, onto: string): Tree | undefined {
  const merge = gitSucceeds(root, 'rev-parse', '--verify', '--quiet', `${commit}^2`)
  git(root, 'checkout', '--quiet', '--detach', onto)
  try {
    const done = gitSucceeds(root, 'revert', '--no-edit', ...(merge ? ['-m', '1'] : []), commit)
    if (done) return treeOf(root, headOf(root))
    gitSucceeds(root, 'revert', '--abort')
    return undefined
  } finally {
    git(root, 'checkout', '--quiet', '--force', 'main')
  }
}
