/** What kind of trouble it is, for a command that acts on it; the message is for people. */
export type GitHubErrorKind =
  /** The environment or the repository's URL doesn't say what is needed. */
  | 'settings'
  /** The token is expired, revoked or wrong. */
  | 'token'
  /** The token lacks a permission. */
  | 'permission'
  | 'not-found'
  /** The repository has another name now. */
  | 'renamed'
  /** GitHub understood and said no: 409, 422 and the like. */
  | 'refused'
  | 'rate-limit'
  | 'time-out'
  | 'unreachable'
  /** GitHub itself fails: 5xx. */
  | 'failing'
  /** Whatever answers isn't GitHub's API. */
  | 'strange'

export interface GitHubErrorDetails {
  readonly kind: GitHubErrorKind
  /** A sentence: what is wrong. */
  readonly what: string
  /** A sentence: what to do about it. */
  readonly remediation: string
  /** The HTTP status, if there was an answer. */
  readonly status?: number
}

/**
 * GitHub couldn't do what was asked. The message says what is wrong and how to fix it, and never holds a token: it has
 * no `cause`, because the library's errors carry whole requests and answers.
 */
export class GitHubError extends Error {
  override readonly name = 'GitHubError'
  readonly kind: GitHubErrorKind
  readonly remediation: string
  readonly status: number | undefined

  constructor({ kind, what, remediation, status }: GitHubErrorDetails) {
    super(`${what} ${remediation}`)
    this.kind = kind
    this.remediation = remediation
    this.status = status
  }
}

/** Whether a write that failed so may have been done all the same. */
export const isUnclear = ({ kind }: GitHubError): boolean =>
  kind === 'failing' || kind === 'time-out' || kind === 'unreachable'

/** @returns what `ask` gives, or nothing where GitHub knows no such thing. @throws {GitHubError} any other one. */
export async function unlessAbsent<T>(ask: Promise<T>): Promise<T | undefined> {
  try {
    return await ask
  } catch (error) {
    if (error instanceof GitHubError && error.kind === 'not-found') return undefined
    throw error
  }
}
