import { GitHubError, type GitHubErrorDetails } from './github-error.ts'
import { type Headers, isLimit, permissionRemediation, refusalRemediation, whenAgain } from './hints.ts'
import { redact } from './redact.ts'
import type { Settings } from './settings.ts'

/** What was asked when it failed. `path` begins behind the API's address. */
export interface Asked {
  readonly method: string
  readonly path: string
  /** Milliseconds that it was given. */
  readonly timeout: number
}

/** What the library's errors hold, of which nothing is certain. */
interface Failure {
  readonly message?: string
  readonly status?: number
  readonly cause?: unknown
  readonly response?: { readonly headers?: Headers }
}

const AGAIN = 'Run it again: it finds what is already done, and does the rest.'

/** Says in words what went wrong with a request, without the token. @throws what isn't a request's error. */
export function explain(error: unknown, asked: Asked, settings: Settings): GitHubError {
  if (error instanceof GitHubError) return error
  // A mistake of this program is none of GitHub's.
  if (!(error instanceof Error && ('request' in error || 'response' in error))) throw error
  const trouble = troubleOf(error as Failure, asked, settings)
  return new GitHubError({
    ...trouble,
    what: redact(trouble.what, settings.token),
    remediation: redact(trouble.remediation, settings.token),
  })
}

/** The repository was renamed or moved, or something stands before the API. */
export const redirected = (status: number, asked: Asked, { repository }: Settings): GitHubError =>
  new GitHubError({
    kind: 'renamed',
    status,
    what: `GitHub sends ${nameOf(asked)} to another address (${status}): ${repository.owner}/${repository.repo} has been renamed or transferred.`,
    remediation: 'Set `repository` in environments/fleet.yaml to the new URL, and render.',
  })

/** An answer that isn't JSON: a proxy's page, or an address that is no API. */
export const notJson = (status: number, asked: Asked, { baseUrl }: Settings): GitHubError =>
  new GitHubError({
    kind: 'strange',
    status,
    what: `${baseUrl} answers ${nameOf(asked)} with invalid JSON.`,
    remediation: 'Check GITHUB_API_URL, and that no proxy answers instead of GitHub.',
  })

function troubleOf(failure: Failure, asked: Asked, settings: Settings): GitHubErrorDetails {
  const request = nameOf(asked)
  const { status = 0, response } = failure
  if (!response) return withoutAnswer(failure, asked, settings)
  const headers = response.headers ?? {}
  const answer = `${status ? `${status}: ` : ''}${(failure.message ?? '').replace(/ - https:\/\/\S+$/, '')}`
  if (status === 401)
    return {
      kind: 'token',
      status,
      what: `GitHub refuses the token (${answer}).`,
      remediation: 'It has expired or was revoked: put a valid one into GH_TOKEN or GITHUB_TOKEN.',
    }
  if (status === 429 || ((status === 403 || status === 0) && isLimit(failure.message, headers)))
    return {
      kind: 'rate-limit',
      status,
      what: `GitHub's rate limit stops ${request} (${answer}).`,
      remediation: `Run it again ${whenAgain(headers)}: it finds what is already done, and does the rest.`,
    }
  if (status === 403)
    return {
      kind: 'permission',
      status,
      what: `GitHub forbids ${request} to this token (${answer}).`,
      remediation: permissionRemediation(failure.message ?? '', headers, asked),
    }
  if (status === 404)
    return {
      kind: 'not-found',
      status,
      what: `GitHub does not show ${asked.path} to this token at ${settings.baseUrl} (404).`,
      remediation: `Check \`repository\` in environments/fleet.yaml, and that the token, or its App's installation, may see ${settings.repository.owner}/${settings.repository.repo}.`,
    }
  if (status >= 500)
    return {
      kind: 'failing',
      status,
      what: `GitHub fails at ${request} (${answer}), also after retries.`,
      remediation: `See https://www.githubstatus.com for known incidents. ${AGAIN}`,
    }
  return {
    kind: 'refused',
    status,
    what: `GitHub refuses ${request} (${answer}).`,
    remediation: refusalRemediation(answer),
  }
}

function withoutAnswer({ cause, message }: Failure, asked: Asked, { baseUrl }: Settings): GitHubErrorDetails {
  if ((cause as Error | undefined)?.name === 'TimeoutError')
    return {
      kind: 'time-out',
      what: `GitHub didn't answer ${nameOf(asked)} within ${asked.timeout / 1000} s; retries failed too.`,
      remediation: AGAIN,
    }
  // Several addresses of a host that all refuse give an error with a code and no words.
  const code = ((cause as Error | undefined)?.cause as { code?: string } | undefined)?.code
  return {
    kind: 'unreachable',
    what: `${baseUrl} can't be reached (${message || code || 'no reason given'}).`,
    remediation: `Check the network and GITHUB_API_URL; behind a proxy, set NODE_USE_ENV_PROXY=1. ${AGAIN}`,
  }
}

const nameOf = ({ method, path }: Asked): string => `${method} ${path}`
