import { commitOnBranch } from '../github/commit.ts'
import type { GitHub } from '../github/connect.ts'
import { DeliveryError, type Publisher } from './publisher.ts'
import { fetchBranch } from './remote-branch.ts'

/**
 * A branch on GitHub, read by git and written through the API: GitHub signs what an App writes there, and unlike
 * pushes with the token of a workflow it starts workflows.
 */
export const githubBranch = (root: string, remote: string, github: GitHub, branch: string): Publisher => {
  const { owner, repo } = github.repository
  const target = `branch ${branch} of ${owner}/${repo}`
  return {
    target,
    head: async () => {
      const head = await fetchBranch(root, remote, branch)
      if (head === undefined) throw new DeliveryError(`${remote} has no branch ${branch}: name another one.`)
      return head
    },
    publish: async (parent, commits) => {
      const changes = commits.map(({ message, changes }) => ({ message, files: changes }))
      const [first, ...others] = changes
      if (!first) return parent
      const pushed = await commitOnBranch(github, { branch, parent, commits: [first, ...others] })
      return pushed.outcome === 'committed' ? pushed.sha : undefined
    },
  }
}
