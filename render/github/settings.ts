import { GitHubError } from './github-error.ts'

export interface Repository {
  readonly owner: string
  readonly repo: string
}

/** Where the repository is, and what opens it. */
export interface Settings {
  readonly repository: Repository
  readonly token: string
  /** The API's address without a slash at its end, as in `https://api.github.com`. */
  readonly baseUrl: string
}

/**
 * The settings of a command: the token from GH_TOKEN or GITHUB_TOKEN, the API's address from GITHUB_API_URL, as runners
 * and GitHub Enterprise Server set it. A token that starts workflows by what it pushes is a GitHub App's:
 * GITHUB_TOKEN's pushes start none.
 *
 * @param env the process's environment. @param repositoryUrl `repository` of fleet.yaml.
 * @throws {GitHubError} of kind `settings`, if something is missing or can't be right.
 */
export function settingsFrom(
  env: Readonly<Record<string, string | undefined>>,
  repositoryUrl: string,
): Settings {
  const { host, ...repository } = parse(repositoryUrl)
  return { repository, token: tokenFrom(env), baseUrl: apiFrom(env, host) }
}

/**
 * Owner and name of the repository behind a URL: https://, ssh:// or git@host:path, with or without `.git`.
 *
 * @throws {GitHubError} of kind `settings`, if it names none.
 */
export function repositoryOf(url: string): Repository {
  const { owner, repo } = parse(url)
  return { owner, repo }
}

const URL_FORMS = [
  /^https:\/\/(?<host>[^/@]+)\/(?<owner>[^/]+)\/(?<repo>[^/]+?)(\.git)?\/?$/,
  /^ssh:\/\/(?:[^/@]+@)?(?<host>[^/:@]+)(?::\d+)?\/(?<owner>[^/]+)\/(?<repo>[^/]+?)(\.git)?\/?$/,
  /^[^/@:]+@(?<host>[^/:@]+):(?<owner>[^/]+)\/(?<repo>[^/]+?)(\.git)?\/?$/,
]

function parse(url: string): Repository & { readonly host: string } {
  for (const form of URL_FORMS) {
    const { host, owner, repo } = form.exec(url)?.groups ?? {}
    if (host && owner && repo) return { host: host.toLowerCase(), owner, repo }
  }
  throw wrong(
    `"${url}" is not a GitHub repository.`,
    'Set `repository` in environments/fleet.yaml to https://github.com/OWNER/REPOSITORY.git or git@github.com:OWNER/REPOSITORY.git.',
  )
}

/** Empty counts as absent: a workflow gets an empty string for a secret it doesn't have. */
function tokenFrom(env: Readonly<Record<string, string | undefined>>): string {
  const name = env['GH_TOKEN']?.trim() ? 'GH_TOKEN' : 'GITHUB_TOKEN'
  const token = env[name]?.trim()
  if (!token)
    throw wrong(
      'GitHub token not found.',
      "Set GH_TOKEN or GITHUB_TOKEN: a GitHub App's, so that its commits are verified and start workflows.",
    )
  // Refused here, because an HTTP library's complaint about such a header would quote it.
  if (!/^[!-~]+$/.test(token))
    throw wrong(
      `${name} contains characters that a token can't have, such as a line break or a space.`,
      'Set it again.',
    )
  return token
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * The API isn't guessed from the repository's host: fleet.yaml is edited in pull requests, and a guess would send the
 * token wherever one of them says.
 */
function apiFrom(env: Readonly<Record<string, string | undefined>>, host: string): string {
  const given = env['GITHUB_API_URL']?.trim()
  if (!given) {
    if (host === 'github.com' || host === 'ssh.github.com') return 'https://api.github.com'
    throw wrong(
      `The repository is at ${host}, and GITHUB_API_URL doesn't say where the API of that server is.`,
      `Set it, as in https://${host}/api/v3.`,
    )
  }
  const url = URL.parse(given)
  if (!url || (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname))))
    throw wrong(
      `GITHUB_API_URL is "${given}", which is not an https:// URL.`,
      'Set it to one that begins with https://.',
    )
  return given.replace(/\/+$/, '')
}

const wrong = (what: string, remediation: string) => new GitHubError({ kind: 'settings', what, remediation })
