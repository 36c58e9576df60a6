import type { GitHub } from './connect.ts'

/** A commit status as GitHub has it. */
export interface Report {
  readonly id: number
  readonly context: string
  readonly state: 'error' | 'failure' | 'pending' | 'success'
  readonly description: string
  /** ISO 8601. */
  readonly created: string
  /** The slug of the GitHub App that created it; none if something else did, such as a person. */
  readonly app?: string
}

/**
 * The statuses of a commit, newest first. Anyone with write access, and any workflow with `statuses: write`, may have
 * created one under any context: look at `app`. @throws {GitHubError}
 */
export async function statusesOf({ octokit, repository }: GitHub, sha: string): Promise<Report[]> {
  const found = await octokit.paginate(octokit.rest.repos.listCommitStatusesForRef, {
    ...repository,
    ref: sha,
    per_page: 100,
  })
  return found.map(({ id, context, state, description, created_at, creator }) => {
    // The brackets can't be part of a person's login.
    const app = creator?.type === 'Bot' ? /^(.+)\[bot\]$/.exec(creator.login)?.[1] : undefined
    return {
      id,
      context,
      state: state as Report['state'],
      description: description ?? '',
      created: created_at,
      ...(app !== undefined && { app }),
    }
  })
}
