import type { GitHub } from './connect.ts'
import { unlessAbsent } from './github-error.ts'

/**
 * The commit a branch is at.
 *
 * @returns its SHA, or nothing if there is no such branch. @throws {GitHubError} also if there is no such repository,
 * which is why it asks for matching references: for one reference, GitHub answers 404 to both.
 */
export async function headOf({ octokit, repository }: GitHub, branch: string): Promise<string | undefined> {
  const { data } = await octokit.rest.git.listMatchingRefs({ ...repository, ref: `heads/${branch}` })
  return data.find(({ ref }) => ref === `refs/heads/${branch}`)?.object.sha
}

/** Whether `commit` is `head` or an ancestor of it. @throws {GitHubError} */
export async function contains(
  { octokit, repository }: GitHub,
  head: string,
  commit: string,
): Promise<boolean> {
  const compared = await unlessAbsent(
    octokit.rest.repos.compareCommitsWithBasehead({
      ...repository,
      basehead: `${commit}...${head}`,
      per_page: 1,
    }),
  )
  return compared?.data.status === 'ahead' || compared?.data.status === 'identical'
}
