import { contains, headOf } from './branch.ts'
import type { GitHub } from './connect.ts'
import type { GitHubError } from './github-error.ts'
import { writeOnce } from './write-once.ts'

export interface Move {
  readonly branch: string
  /** Where the branch is; nothing if it is to be created. */
  readonly from: string | undefined
  readonly to: string
}

/** Whether the branch now holds `to`, and if not, where it is. */
export interface Arrived {
  readonly there: boolean
  readonly head?: string
}

/**
 * Moves a branch forward, never over anything: not by force, and only from where it is believed to be. What an answer
 * said, or whether one came, doesn't count; where the branch is afterwards does.
 *
 * @throws {GitHubError} if the branch stays where it was: a rule or a missing permission forbids it, or GitHub fails.
 */
export async function moveBranch(github: GitHub, { branch, from, to }: Move): Promise<Arrived> {
  const { octokit, repository } = github
  const request = { retries: 0 }
  const { value } = await writeOnce<Arrived>(github, {
    async look() {
      const head = await headOf(github, branch)
      if (head === from) return undefined
      if (head === undefined) return { there: false }
      // It counts, too, if another commit has come on top of ours since.
      return { there: head === to || (await contains(github, head, to)), head }
    },
    async write() {
      if (from === undefined)
        await octokit.rest.git.createRef({ ...repository, ref: `refs/heads/${branch}`, sha: to, request })
      else
        await octokit.rest.git.updateRef({
          ...repository,
          ref: `heads/${branch}`,
          sha: to,
          force: false,
          request,
        })
      return { there: true, head: to }
    },
    isTaken: isAmbiguous,
  })
  return value
}

/** GitHub's 422 has many reasons: not a fast forward, exists already, two at once; all but a rule's pass. */
const isAmbiguous = ({ status, message }: GitHubError): boolean =>
  status === 422 && !/rule violation|protected branch|through a pull request/i.test(message)
