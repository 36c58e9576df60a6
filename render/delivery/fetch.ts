import { commitOf, git, hasCommit, NotInGitError } from '../tools/git.ts'
import { DeliveryError } from './publisher.ts'

const FETCHES = 5

/**
 * The newest commit of a remote's branch, fetched; nothing if there is no such branch.
 *
 * Git keeps it without a reference: a reference would stay behind after a kill, and several runs in one clone would
 * meet in it.
 *
 * @throws GitError if the remote can't be reached, {DeliveryError} if its branch is put elsewhere all the time.
 */
export const fetchBranch = (root: string, remote: string, branch: string): Promise<string | undefined> =>
  fetchReference(root, remote, `refs/heads/${branch}`)

/**
 * The commit that a remote's branch or tag is at, fetched, or a commit that is here already, in this order; nothing if
 * there is none of that name.
 *
 * @throws as `fetchBranch` does.
 */
export async function fetchRevision(
  root: string,
  remote: string,
  revision: string,
): Promise<string | undefined> {
  return (
    (await fetchBranch(root, remote, revision)) ??
    (await fetchReference(root, remote, `refs/tags/${revision}`)) ??
    (/^[0-9a-f]{7,64}$/.test(revision) ? await commitHere(root, revision) : undefined)
  )
}

/** The commit that git here knows by the first of these names; nothing if it knows none. @throws GitError. */
export async function commitHere(root: string, ...names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    const found = await commitOf(root, name).catch((error: Error) =>
      error instanceof NotInGitError ? undefined : Promise.reject(error),
    )
    if (found) return found
  }
  return undefined
}

async function fetchReference(root: string, remote: string, ref: string): Promise<string | undefined> {
  for (let tried = 1; tried <= FETCHES; tried++) {
    // Not --exit-code: a failure to reach the remote must not look like a branch that doesn't exist.
    const listed = await git(root, ['ls-remote', remote, ref])
    // It lists as well what only ends like that, as a copy of the branch among other references.
    const commit = listed
      .split('\n')
      .find((line) => line.endsWith(`\t${ref}`))
      ?.split('\t')[0]
    if (!commit) return undefined
    // Also a commit that is here already: a killed fetch leaves commits without their files.
    await git(root, ['fetch', ...FETCH_NO_MORE, remote, ref])
    // It may have moved since, and be gone if it was put back.
    if (await hasCommit(root, commit)) return commit
  }
  throw new DeliveryError(
    `${ref} of ${remote} was force-pushed ${FETCHES} times while it was read; try again.`,
  )
}

const FETCH_NO_MORE = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance', '--refmap=']
