import { git, headOf } from './git.ts'
import { created, notFound, ok, page, type Route, refuse } from './http.ts'
import type { Pull, State } from './state.ts'

export const PULL_ROUTES: readonly Route[] = [
  [
    'GET',
    /^\/pulls$/,
    (state, call) =>
      page(
        state,
        call,
        matching(state, call.query).map((pull) => shown(state, pull)),
      ),
  ],
  ['POST', /^\/pulls$/, create],
  ['PATCH', /^\/pulls\/(\d+)$/, update],
]

/** As GitHub does, it ignores a `head` without the owner before it. */
function matching({ pulls, repository }: State, query: URLSearchParams): Pull[] {
  const state = query.get('state') ?? 'open'
  const head = query.get('head')
  const base = query.get('base')
  return pulls.filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      (!head?.includes(':') || head === `${repository.owner}:${pull.head}`) &&
      (!base || base === pull.base),
  )
}

async function create(...[state, { body, login }]: Parameters<Route[2]>) {
  const { head, base, title, body: text } = body as Record<'head' | 'base' | 'title' | 'body', string>
  const { folder, pulls, repository } = state
  for (const [field, branch] of Object.entries({ head, base }))
    if ((await headOf(folder, branch)) === undefined) return invalid({ field, code: 'invalid' })
  const ahead = await git(folder, ['rev-list', '--count', `refs/heads/${base}..refs/heads/${head}`])
  if (ahead === '0') return invalid({ code: 'custom', message: `No commits between ${base} and ${head}` })
  if (pulls.some((pull) => pull.state === 'open' && pull.head === head && pull.base === base))
    return invalid({
      code: 'custom',
      message: `A pull request already exists for ${repository.owner}:${head}.`,
    })
  const pull: Pull = { number: pulls.length + 1, head, base, title, body: text ?? '', state: 'open', login }
  pulls.push(pull)
  return created(shown(state, pull))
}

const invalid = (error: Readonly<Record<string, string>>) =>
  refuse(422, 'Validation Failed', [{ resource: 'PullRequest', ...error }])

function update(...[state, { body }, [number]]: Parameters<Route[2]>) {
  const pull = state.pulls.find((one) => one.number === Number(number))
  if (!pull) return notFound
  const { title = pull.title, body: text = pull.body } = body as { title?: string; body?: string }
  Object.assign(pull, { title, body: text })
  return ok(shown(state, pull))
}

function shown({ repository: { owner, repo } }: State, pull: Pull) {
  const side = (ref: string) => ({ ref, repo: { full_name: `${owner}/${repo}` } })
  return {
    number: pull.number,
    html_url: `https://github.com/${owner}/${repo}/pull/${pull.number}`,
    state: pull.state,
    title: pull.title,
    body: pull.body,
    head: side(pull.head),
    base: side(pull.base),
    user: { login: pull.login },
  }
}
