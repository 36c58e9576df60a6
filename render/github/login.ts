import type { GitHub } from './connect.ts'
import { GitHubError } from './github-error.ts'

/**
 * The name under which the token's comments appear, as in `gitops[bot]`.
 *
 * By GraphQL, because `GET /user` is closed to an App's token. Trying to edit and taking 403 for "not ours" wouldn't do:
 * who may write issues may edit everybody's comments.
 *
 * @throws {GitHubError}
 */
export async function loginOf({ octokit }: GitHub): Promise<string> {
  try {
    const { viewer } = await octokit.graphql<{ viewer: { login: string } }>('query { viewer { login } }')
    return viewer.login
  } catch (error) {
    if (error instanceof GitHubError) throw error
    throw new GitHubError({
      kind: 'permission',
      what: 'GitHub does not tell to whom this token belongs.',
      remediation: 'Use the token of a GitHub App, of a workflow or of a person.',
    })
  }
}
