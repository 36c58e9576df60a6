import { shortened } from '../text/shortened.ts'
import type { GitHub } from './connect.ts'
import { addLabels, type Label } from './labels.ts'
import { sameText } from './same-text.ts'
import { writeOnce } from './write-once.ts'

const LONGEST_TITLE = 256

export interface PullRequest {
  /** The branch with the commits. */
  readonly head: string
  /** The branch they are for. */
  readonly base: string
  /** What is longer than GitHub's 256 characters is cut. */
  readonly title: string
  /** Markdown, at most 65,536 characters. */
  readonly body: string
  /** Added if missing; others stay. */
  readonly labels?: readonly Label[]
}

export interface EnsuredPullRequest {
  readonly number: number
  /** Where people see it. */
  readonly url: string
  readonly created: boolean
}

/**
 * Sees to it that just one open pull request leads from `head` to `base`, with this title and body. GitHub itself allows
 * no second one.
 *
 * @throws {GitHubError} of kind `refused`, among others, if a branch is missing or there is nothing between the two.
 */
export async function ensurePullRequest(github: GitHub, wanted: PullRequest): Promise<EnsuredPullRequest> {
  const { octokit, repository } = github
  const { head, base, body } = wanted
  const title = shortened(wanted.title, LONGEST_TITLE)
  const { value: found, written } = await writeOnce<Found>(github, {
    look: () => find(github, head, base),
    async write() {
      const request = { retries: 0 }
      return (await octokit.rest.pulls.create({ ...repository, head, base, title, body, request })).data
    },
    isTaken: ({ message }) => /pull request already exists/i.test(message),
  })
  if (found.title !== title || !sameText(found.body, body))
    await octokit.rest.pulls.update({ ...repository, pull_number: found.number, title, body })
  if (wanted.labels) await addLabels(github, found.number, wanted.labels)
  return { number: found.number, url: found.html_url, created: written }
}

interface Found {
  readonly number: number
  readonly html_url: string
  readonly title: string
  readonly body: string | null
}

async function find({ octokit, repository }: GitHub, head: string, base: string): Promise<Found | undefined> {
  const { data } = await octokit.rest.pulls.list({
    ...repository,
    state: 'open',
    head: `${repository.owner}:${head}`,
    base,
  })
  // GitHub ignores a filter it can't read, and then lists everything.
  return data.find((pull) => pull.head.ref === head && pull.base.ref === base && isHere(pull, repository))
}

/** Not from a fork that has a branch of that name. */
const isHere = (
  { head }: { readonly head: { readonly repo: { readonly full_name: string } | null } },
  { owner, repo }: GitHub['repository'],
): boolean => head.repo?.full_name.toLowerCase() === `${owner}/${repo}`.toLowerCase()
