import type { GitHub } from './connect.ts'
import { GitHubError, unlessAbsent } from './github-error.ts'
import { loginOf } from './login.ts'
import { sameText } from './same-text.ts'
import { writeOnce } from './write-once.ts'

export interface KeptComment {
  /** The pull request's number. */
  readonly pullRequest: number
  /** Tells this comment from our others, as in `gitops diff`; people don't see it. */
  readonly marker: string
  /** Markdown; with the marker, at most {@link COMMENT_LIMIT} characters. */
  readonly body: string
}

/** The longest comment that GitHub takes, in characters. */
export const COMMENT_LIMIT = 65_536

export interface Kept {
  readonly url: string
  readonly outcome: 'created' | 'updated' | 'unchanged'
}

/** How often it is looked at anew because one that is listed is gone when it is to be changed. */
const TRIES = 4

/**
 * Keeps one comment of ours under a pull request: made, brought up to date, and its duplicates removed, which two runs
 * at once may leave. Another's comment is left alone, whatever marker it bears.
 *
 * @param tries how often it may turn out to be gone. @throws {GitHubError}
 */
export async function keepComment(github: GitHub, kept: KeptComment, tries = TRIES): Promise<Kept> {
  const text = `${markerOf(kept.marker)}\n${kept.body}`
  const login = await loginOf(github)
  const ownComments = () => list(github, kept, login)

  let seen: Comment[] = []
  const { value: comment, written } = await writeOnce(github, {
    async look() {
      seen = await ownComments()
      return seen[0]
    },
    write: () => create(github, kept.pullRequest, text),
  })
  // After making one, another look: a second run may have made one too. Both keep the older.
  if (written) seen = await ownComments()
  const [oldest = comment, ...younger] = seen
  const stale = !sameText(oldest.body, text)
  // Someone may delete it meanwhile.
  if (stale && !(await update(github, oldest.id, text))) {
    if (tries > 1) return keepComment(github, kept, tries - 1)
    throw new GitHubError({
      kind: 'not-found',
      status: 404,
      what: `GitHub lists the comment ${oldest.html_url}, but reports it as missing when it is updated.`,
      remediation: 'Delete it, and run it again.',
    })
  }
  for (const duplicate of younger) await remove(github, duplicate.id)
  return { url: oldest.html_url, outcome: written ? 'created' : stale ? 'updated' : 'unchanged' }
}

interface Comment {
  readonly id: number
  readonly html_url: string
  readonly body?: string
}

const markerOf = (marker: string): string => `<!-- ${marker} -->`

/** Oldest first. A comment is ours by its author: everyone who may comment may write a marker. */
async function list(
  { octokit, repository }: GitHub,
  { pullRequest, marker }: KeptComment,
  login: string,
): Promise<Comment[]> {
  const comments = await octokit.paginate(octokit.rest.issues.listComments, {
    ...repository,
    issue_number: pullRequest,
    per_page: 100,
  })
  return comments
    .filter(({ user, body }) => user?.login === login && body?.trimStart().startsWith(markerOf(marker)))
    .toSorted((a, b) => a.id - b.id)
}

async function create({ octokit, repository }: GitHub, pullRequest: number, body: string): Promise<Comment> {
  const request = { retries: 0 }
  const { data } = await octokit.rest.issues.createComment({
    ...repository,
    issue_number: pullRequest,
    body,
    request,
  })
  return data
}

const update = ({ octokit, repository }: GitHub, id: number, body: string) =>
  unlessAbsent(octokit.rest.issues.updateComment({ ...repository, comment_id: id, body }))

/** One that is gone by now is gone. */
const remove = ({ octokit, repository }: GitHub, id: number) =>
  unlessAbsent(octokit.rest.issues.deleteComment({ ...repository, comment_id: id }))
