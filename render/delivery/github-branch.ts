import { commitOnBranch } from '../github/commit.ts'
import type { GitHub } from '../github/connect.ts'
import { fetchBranch } from './fetch.ts'
import { DeliveryError, isItAFork, type Publisher } from './publisher.ts'

/** How often in a row git may show a commit that GitHub says the branch isn't at: it may be a moment behind. */
const BEHIND = 8

/**
 * A branch on GitHub, read by git and written through the API: GitHub signs what an App writes there, and unlike
 * pushes with the token of a workflow it starts workflows.
 */
export const githubBranch = (root: string, remote: string, github: GitHub, branch: string): Publisher => {
  const { owner, repo } = github.repository
  const target = `branch ${branch} of ${owner}/${repo}`
  let behind = 0
  let refused: { readonly parent: string; readonly head: string | undefined } | undefined
  return {
    target,
    head: async () => {
      const head = await fetchBranch(root, remote, branch)
      if (head === undefined) throw new DeliveryError(`${remote} has no branch ${branch}: name another one.`)
      behind = head === refused?.parent ? behind + 1 : 0
      if (behind === BEHIND)
        throw new DeliveryError(
          `${remote} has its branch ${branch} at ${head.slice(0, 12)}, ${owner}/${repo} at ${refused?.head?.slice(0, 12) ?? 'no commit'}: ${isItAFork(remote)}`,
        )
      return head
    },
    publish: async (parent, commits) => {
      const changes = commits.map(({ message, changes }) => ({ message, files: changes }))
      const [first, ...others] = changes
      if (!first) return parent
      const pushed = await commitOnBranch(github, { branch, parent, commits: [first, ...others] })
      if (pushed.outcome === 'committed') return pushed.sha
      refused = { parent, head: pushed.head }
      return undefined
    },
  }
}
