import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import { type ConnectOptions, connect, type GitHub } from '../../../render/github/connect.ts'
import { APP_ROUTES } from './app-routes.ts'
import { type Fault, takeFault } from './faults.ts'
import { git, headOf, makeCommit, makeTree } from './git.ts'
import { GIT_ROUTES } from './git-routes.ts'
import { type Answer, type Call, ok, refuse } from './http.ts'
import { ISSUE_ROUTES } from './issue-routes.ts'
import { PULL_ROUTES } from './pull-routes.ts'
import { SETTING_ROUTES } from './setting-routes.ts'
import type { State } from './state.ts'
import { STATUS_ROUTES } from './status-routes.ts'

/** What came in, and what became of it: a status, or how no answer came. */
export interface Request {
  readonly method: string
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
  outcome: number | 'lost' | 'cut' | 'silent' | 'pending'
}

/**
 * A GitHub on a free port of the loopback, with one repository whose commits are in real git: `folder` can be cloned,
 * fetched from and pushed to. Pull requests, comments, labels and statuses are lists that a test reads and writes.
 *
 * A command in a process of its own reaches it by GITHUB_API_URL = `url` and GH_TOKEN = `token`, with `repository` of
 * fleet.yaml at https://github.com/todo/gitops.git.
 */
export interface FakeGitHub extends State {
  /** A GitHub App's, whose login is `todo-gitops[bot]`. */
  readonly token: string
  /** Whose token it is; a test adds others. One that isn't here is a revoked one. */
  readonly tokens: Map<string, string>
  /** Everything that was asked, in its order. */
  readonly requests: Request[]
  /** What is to go wrong. A test pushes; what happened is taken out. */
  readonly faults: Fault[]
  /** A client whose waits last a thousandth, and who gives up at once on an answer that will never come. */
  connect(options?: Partial<ConnectOptions>): GitHub
  /** A push by another: a commit on a branch, which comes into being on main if it is new. @returns its SHA. */
  push(branch: string, files: Readonly<Record<string, string | null>>, message?: string): Promise<string>
  /** git in `folder`; fails loudly. @returns stdout. */
  git(...args: string[]): Promise<string>
  /** How many requests with this method and path (`*` for anything) came in. */
  count(on: string): number
  close(): void
}

export const BOT = 'todo-gitops[bot]'

/** @param folder a bare repository. */
export async function openGitHub(folder: string): Promise<FakeGitHub> {
  const repository = { owner: 'todo', repo: 'gitops' }
  const token = 'ghs_TheTokenThatNobodyMaySee0123456789'
  const tokens = new Map([[token, BOT]])
  const requests: Request[] = []
  const faults: Fault[] = []
  const state = { repository, folder }
  let patience = new AbortController()
  /** What a client's time-out does, without the waiting for it. */
  const giveUp = () => {
    patience.abort(new DOMException('The operation timed out', 'TimeoutError'))
    patience = new AbortController()
  }
  const lists = {
    ...{ pulls: [], comments: [], labels: [], labelled: new Map(), statuses: [] },
    ...{ issues: [], settings: new Map() },
  }

  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const fake: FakeGitHub = {
    ...state,
    ...lists,
    url,
    token,
    tokens,
    requests,
    faults,
    connect: (options) =>
      connect({
        ...{ repository, token, baseUrl: url },
        waits: { second: 1, paced: false },
        fetch: (input, init) =>
          fetch(input, {
            ...init,
            signal: AbortSignal.any([patience.signal, ...(init?.signal ? [init.signal] : [])]),
          }),
        ...options,
      }),
    push: (branch, files, message = 'By another') => push(state.folder, branch, files, message),
    git: async (...args) => {
      const output = await git(state.folder, args)
      if (output === undefined) throw new Error(`git ${args.join(' ')} failed`)
      return output
    },
    count: (on) => {
      const wanted = [{ on, lose: 'request' } as const]
      return requests.filter(({ method, path }) => takeFault([...wanted], method, path)).length
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', url)
    // GitHub Enterprise Server has its API below /api/v3.
    const api = decodeURIComponent(pathname).replace(/^\/api\/v3\//, '/')
    const path = api.replace(`/repos/${repository.owner}/${repository.repo}`, '')
    const method = request.method ?? 'GET'
    const sent = await text(request)
    const body = sent ? JSON.parse(sent) : {}
    const entry: Request = { method, path, body, outcome: 'pending' }
    requests.push(entry)

    const perform = () => {
      const [, , asApp] = APP_ROUTES.find(([verb, route]) => verb === method && route.test(path)) ?? []
      if (asApp) return asApp(tokens)
      const login = tokens.get((request.headers.authorization ?? '').replace(/^(token|bearer) /i, ''))
      return login ? answerTo(fake, { method, path, query, body, login }) : refuse(401, 'Bad credentials')
    }
    const fault = takeFault(faults, method, path)
    const send = ({ status, headers, body: data }: Answer): void => {
      entry.outcome = status
      response.writeHead(status, {
        ...(data !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      })
      response.end(typeof data === 'string' ? data : data === undefined ? undefined : JSON.stringify(data))
    }

    if (!fault) return send(await perform())
    if ('answer' in fault) return send(fault.answer)
    if ('before' in fault) {
      await fault.before()
      return send(await perform())
    }
    if ('late' in fault) {
      giveUp()
      await fault.late
      return send(await perform())
    }
    if ('silent' in fault) {
      if (fault.silent === 'answer') await perform()
      entry.outcome = 'silent'
      giveUp()
      return
    }
    if ('cut' in fault) {
      const whole = JSON.stringify((await perform()).body ?? {})
      entry.outcome = 'cut'
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': whole.length + 10 })
      response.write(whole.slice(0, whole.length / 2))
      await setImmediate()
      response.destroy()
      return
    }
    if (fault.lose === 'answer') await perform()
    entry.outcome = 'lost'
    request.socket.destroy()
  }

  return fake
}

const ROUTES = [...GIT_ROUTES, ...PULL_ROUTES, ...ISSUE_ROUTES, ...STATUS_ROUTES, ...SETTING_ROUTES]

async function answerTo(state: State, call: Call): Promise<Answer> {
  if (call.path === '/graphql') return ok({ data: { viewer: { login: call.login } } })
  for (const [method, pattern, answer] of ROUTES) {
    const found = method === call.method ? pattern.exec(call.path) : null
    if (found) return answer(state, call, found.slice(1))
  }
  return refuse(404, `This GitHub has no ${call.method} ${call.path}`)
}

/** A push by another. */
export async function push(
  folder: string,
  branch: string,
  files: Readonly<Record<string, string | null>>,
  message: string,
): Promise<string> {
  const parent = (await headOf(folder, branch)) ?? (await headOf(folder, 'main'))
  const entries = Object.entries(files).map(([path, content]) =>
    content === null ? { path, sha: null } : { path, content },
  )
  const tree = await makeTree(folder, parent, entries)
  const commit = tree && (await makeCommit(folder, tree, parent ? [parent] : [], message, 'someone'))
  if (!commit || (await git(folder, ['update-ref', `refs/heads/${branch}`, commit])) === undefined)
    throw new Error(`could not push to ${branch}`)
  return commit
}
