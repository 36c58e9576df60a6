import { shortened } from '../text/shortened.ts'
import type { GitHub } from './connect.ts'
import { writeOnce } from './write-once.ts'

export interface Status {
  /** The commit. */
  readonly sha: string
  /** What is reported, as in `gitops/validate`; a later status with the same context replaces an earlier one. */
  readonly context: string
  readonly state: 'error' | 'failure' | 'pending' | 'success'
  /** A line; what is longer than GitHub's 140 characters is cut. */
  readonly description: string
  /** Where a click leads. */
  readonly url?: string
}

const LIMIT = 140

/** Reports on a commit, unless the last report says the same. @throws {GitHubError} */
export async function setStatus(github: GitHub, status: Status): Promise<void> {
  const { octokit, repository } = github
  const { sha, context, state, url } = status
  const description = shortened(status.description, LIMIT)
  await writeOnce(github, {
    async look() {
      const reports = await octokit.paginate(octokit.rest.repos.listCommitStatusesForRef, {
        ...repository,
        ref: sha,
        per_page: 100,
      })
      // Newest first.
      const last = reports.find((report) => report.context === context)
      const same =
        last?.state === state && last.description === description && (last.target_url ?? undefined) === url
      return same || undefined
    },
    async write() {
      const target = url === undefined ? {} : { target_url: url }
      const request = { retries: 0 }
      const report = { sha, context, state, description, ...target, request }
      await octokit.rest.repos.createCommitStatus({ ...repository, ...report })
      return true
    },
  })
}
