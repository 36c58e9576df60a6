import { shortened } from '../text/shortened.ts'
import type { GitHub } from './connect.ts'
import { writeOnce } from './write-once.ts'

const LONGEST_TITLE = 256

export interface Issue {
  /** What is longer than GitHub's 256 characters is cut. */
  readonly title: string
  /** Markdown, at most 65,536 characters. */
  readonly body: string
  /** A text of the body that no other issue holds: an issue with it is the same one. */
  readonly mark: string
}

/**
 * Opens an issue, unless an open one with its mark is there. Everybody who watches the repository is notified.
 *
 * @returns where people see it. @throws {GitHubError} of kind `refused` (410) if the repository has no issues.
 */
export async function openIssue(github: GitHub, { title, body, mark }: Issue): Promise<string> {
  const { octokit, repository } = github
  const { value } = await writeOnce(github, {
    async look() {
      const { data } = await octokit.rest.issues.listForRepo({ ...repository, state: 'open', per_page: 100 })
      return data.find((each) => each.body?.includes(mark))?.html_url
    },
    async write() {
      const request = { retries: 0 }
      const wanted = { title: shortened(title, LONGEST_TITLE), body, request }
      return (await octokit.rest.issues.create({ ...repository, ...wanted })).data.html_url
    },
  })
  return value
}
