import type { State } from './state.ts'

/** A request as the routes see it. */
export interface Call {
  readonly method: string
  /** Decoded; behind `/repos/OWNER/REPO`, or the whole of it where it doesn't begin so. */
  readonly path: string
  readonly query: URLSearchParams
  readonly body: Readonly<Record<string, unknown>>
  /** Whose token it bears. */
  readonly login: string
}

export interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Method, path and what it does; the path's groups become `parts`. */
export type Route = readonly [
  method: string,
  path: RegExp,
  answer: (state: State, call: Call, parts: readonly string[]) => Answer | Promise<Answer>,
]

export const ok = (body: unknown): Answer => ({ status: 200, body })
export const created = (body: unknown): Answer => ({ status: 201, body })
export const refuse = (status: number, message: string, errors?: readonly unknown[]): Answer => ({
  status,
  body: { message, ...(errors && { errors }), documentation_url: 'https://docs.github.com/rest' },
})
export const notFound = refuse(404, 'Not Found')

/** One page of a list, with the Link header that leads to the next. */
export function page(state: State, { path, query }: Call, all: readonly unknown[]): Answer {
  const size = Math.min(Number(query.get('per_page') ?? 30), 100)
  const number = Number(query.get('page') ?? 1)
  const body = all.slice((number - 1) * size, number * size)
  if (number * size >= all.length) return ok(body)
  const next = new URLSearchParams(query)
  next.set('page', String(number + 1))
  const url = `${state.url}/repos/${state.repository.owner}/${state.repository.repo}${path}?${next}`
  return { status: 200, body, headers: { link: `<${url}>; rel="next"` } }
}
