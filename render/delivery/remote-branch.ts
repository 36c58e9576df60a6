import { randomUUID } from 'node:crypto'
import { execa } from 'execa'
import { git } from '../tools/git.ts'
import { makeCommits } from '../tools/git-commit.ts'
import { DeliveryError, type Publisher } from './publisher.ts'

/** A branch of a remote, written by `git push`; `from` is where a branch that isn't there yet begins. */
export function remoteBranch(root: string, remote: string, branch: string, from = branch): Publisher {
  const target = `branch ${branch} of ${remote}`
  return {
    target,
    head: async () =>
      (await fetchBranch(root, remote, branch)) ??
      (await fetchBranch(root, remote, from)) ??
      fail(`${remote} has no branch ${from}: name another one.`),
    publish: async (parent, commits) => {
      const commit = await makeCommits(root, parent, commits)
      const push = await execa('git', ['push', '--porcelain', remote, `${commit}:refs/heads/${branch}`], {
        cwd: root,
        reject: false,
        env: { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' },
      })
      if (!push.failed) return commit
      // The connection may have broken after the push arrived.
      if ((await fetchBranch(root, remote, branch)) === commit) return commit
      if (MOVED.test(`${push.stdout}${push.stderr}`)) return undefined
      return fail(`git push to ${target}: ${push.stderr.trim() || push.stdout.trim() || push.shortMessage}`)
    },
  }
}

/**
 * The newest commit of a remote's branch, fetched; nothing if there is no such branch.
 *
 * Fetched into a reference of its own, so that several at once in one clone don't meet in FETCH_HEAD.
 */
export async function fetchBranch(root: string, remote: string, branch: string): Promise<string | undefined> {
  const listed = await git(root, ['ls-remote', '--exit-code', remote, `refs/heads/${branch}`]).catch(
    (error: Error) =>
      /^git ls-remote: Command failed with exit code 2/.test(error.message) ? '' : Promise.reject(error),
  )
  if (listed === '') return undefined
  const aside = `refs/todo-gitops/${randomUUID()}`
  try {
    await git(root, [
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-write-fetch-head',
      '--no-auto-maintenance',
      remote,
      `+refs/heads/${branch}:${aside}`,
    ])
    return await git(root, ['rev-parse', aside])
  } finally {
    await git(root, ['update-ref', '-d', aside])
  }
}

/** What git says when the branch is no longer where it was, or somebody else is moving it this very moment. */
const MOVED =
  /non-fast-forward|fetch first|stale info|cannot lock ref|failed to update ref|reference already exists/i

function fail(message: string): never {
  throw new DeliveryError(message)
}
