import type { GitHub } from './connect.ts'
import { GitHubError } from './github-error.ts'

/** What the API answered to a read, or why it didn't. */
export type Answer =
  | { readonly data: unknown }
  | { readonly status: number | undefined; readonly error: string }

/** Reads paths behind the repository's, or from `/orgs/` or `/users/`, each once. */
export function reader({ octokit, repository }: GitHub): (path: string) => Promise<Answer> {
  const { owner, repo } = repository
  const known = new Map<string, Promise<Answer>>()
  const read = async (path: string): Promise<Answer> => {
    const url = /^\/(orgs|users)\//.test(path) ? path : `/repos/${owner}/${repo}${path}`
    try {
      return { data: (await octokit.request(`GET ${url}`)).data }
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error
      return { status: error.status, error: error.message }
    }
  }
  return (path) => {
    const answer = known.get(path) ?? read(path)
    known.set(path, answer)
    return answer
  }
}
