import { type Outcome, wrong } from '../output/outcome.ts'
import { NotInGitError } from '../tools/git.ts'

// Not in outcome.ts: `render` would have to load what runs git.

/**
 * The outcome of a call outside of a repository, or about a commit that isn't there. For `catch`.
 *
 * @throws any other error, as it is.
 */
export function notInGit(error: unknown): Outcome {
  if (error instanceof NotInGitError) return wrong(error.message)
  throw error
}
