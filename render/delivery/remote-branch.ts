import { withStageFor } from '../repository/work-folder.ts'
import { contains } from '../tools/git.ts'
import { makeCommits } from '../tools/git-commit.ts'
import { runGit } from '../tools/git-run.ts'
import { fetchBranch } from './fetch.ts'
import { DeliveryError, type Publisher } from './publisher.ts'

/** How often in a row a remote may say that it moved, and hasn't. */
const STUCK = 4

/** A branch of a remote, written by `git push`. */
export function remoteBranch(root: string, remote: string, branch: string): Publisher {
  const target = `branch ${branch} of ${remote}`
  let stuck = 0
  return {
    target,
    head: async () =>
      (await fetchBranch(root, remote, branch)) ??
      fail(`${remote} has no branch ${branch}: name another one.`),
    publish: async (parent, commits) => {
      const commit = await withStageFor(root, (stage) => makeCommits(root, parent, commits, stage))
      const refusal = await push(root, remote, branch, parent, commit)
      if (!refusal) return commit
      // Whatever was said, what the branch holds counts: the connection may have broken after the push arrived.
      const head = await fetchBranch(root, remote, branch)
      if (head !== undefined && (await contains(root, head, commit))) return commit
      stuck = head === parent ? stuck + 1 : 0
      if (refusal.moved && stuck < STUCK) return undefined
      return fail(`git push to ${target}: ${refusal.text}${refusal.moved ? '' : BY_PULL_REQUEST}`)
    },
  }
}

interface Refusal {
  /** Whether the branch was elsewhere, or someone was moving it this very moment. */
  readonly moved: boolean
  /** What git and the remote's hooks said. */
  readonly text: string
}

const MOVED =
  /non-fast-forward|fetch first|stale info|cannot lock ref|failed to update ref|incorrect old value|already exists/i

const BY_PULL_REQUEST =
  '\nIf this branch requires pull requests, use --pull-request; if a hook refused the push, its output is above.'

/**
 * The lease forces nothing, for the commit stands on `parent`: it makes the remote refuse a branch that is anywhere
 * else, also one that someone has just put back or deleted.
 *
 * @returns nothing if the branch has moved to the commit.
 */
async function push(root: string, remote: string, branch: string, parent: string, commit: string) {
  const ref = `refs/heads/${branch}`
  const lease = `--force-with-lease=${ref}:${parent}`
  const run = await runGit(root, ['push', '--porcelain', lease, remote, `${commit}:${ref}`])
  if (!run.failed) return undefined
  const summary = /^!\t[^\t]*\t(.*)$/m.exec(run.stdout)?.[1]
  const text = [summary, run.stderr.trim()].filter(Boolean).join('\n') || (run.shortMessage ?? '')
  return { moved: MOVED.test(summary ?? ''), text } satisfies Refusal
}

function fail(message: string): never {
  throw new DeliveryError(message)
}
