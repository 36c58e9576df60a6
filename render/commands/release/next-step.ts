import { branchHere } from '../../delivery/clone.ts'
import type { Line } from '../../output/outcome.ts'
import type { NewCommit } from '../../tools/git-commit.ts'
import { definitionOf } from './running.ts'
import type { Snapshot } from './snapshot.ts'

/** Which branch, tag or commit Argo CD takes an environment from, and whether it gets anything to do there. */
export interface Followed {
  readonly environment: string
  readonly revision: string
  /** Whether anything changes that Argo CD reads. A hold changes nothing: only commands read it. */
  readonly deploys: boolean
}

export const followedIn = (
  snapshot: Snapshot,
  environment: string,
  commits: readonly NewCommit[],
): Followed => ({
  environment,
  revision: definitionOf(snapshot, environment).environment.revision ?? 'main',
  deploys: commits.some(({ changes }) => [...changes.keys()].some(isRead)),
})

const isRead = (path: string): boolean => /^(apps|base|overlays)\//.test(path)

/**
 * What comes after commits on a branch: Argo CD syncs only what it follows, so that a rollback anywhere else must not
 * look done.
 *
 * @param first what has to be done before they are there at all.
 * @returns undefined if nothing is left to do.
 */
export function nextStep(
  { environment, revision, deploys }: Followed,
  branch: string,
  first?: string,
): Line | undefined {
  if (!deploys) return first ? { text: `Next: ${first}.` } : undefined
  if (branch === revision)
    return { text: first ? `Next: ${first}; then Argo CD syncs it.` : 'Next: Argo CD syncs it.' }
  const lead = first ? `${first}, and ` : ''
  return {
    text: `Next: ${lead}merge ${branch} into ${revision}, the revision that Argo CD follows for ${environment}.`,
  }
}

/** The same on the branch that is checked out. @throws GitError. */
export async function nextHere(root: string, followed: Followed): Promise<Line | undefined> {
  return nextStep(followed, await branchHere(root), 'git push')
}
