import { branchHere } from '../../delivery/clone.ts'
import type { Line } from '../outcome.ts'
import { definitionOf } from './running.ts'
import type { Snapshot } from './snapshot.ts'

/** Which branch, tag or commit Argo CD takes an environment from. */
export interface Followed {
  readonly environment: string
  readonly revision: string
}

export const followedIn = (snapshot: Snapshot, environment: string): Followed => ({
  environment,
  revision: definitionOf(snapshot, environment).environment.revision ?? 'main',
})

/**
 * What comes after commits on a branch: Argo CD syncs only what it follows, so that a rollback anywhere else must not
 * look done.
 *
 * @param first what has to be done before they are there at all.
 */
export function nextStep({ environment, revision }: Followed, branch: string, first?: string): Line {
  if (branch === revision)
    return { text: first ? `Next: ${first}; then Argo CD syncs it.` : 'Next: Argo CD syncs it.' }
  const lead = first ? `${first}, and ` : ''
  return {
    text: `Next: ${lead}bring it from ${branch} to ${revision}, which Argo CD follows for ${environment}.`,
  }
}

/** The same on the branch that is checked out. @throws GitError. */
export async function nextHere(root: string, followed: Followed): Promise<Line> {
  return nextStep(followed, await branchHere(root), 'git push')
}
