/** What went wrong, in words for the person in front of the screen. */
export interface Failure {
  /** 0: the server was not reached at all. */
  readonly status: number
  readonly message: string
  /** What is wrong with single fields of a form, by field name. */
  readonly fields: Readonly<Record<string, string>>
}

export type Result<T> =
  | {
      readonly ok: true
      readonly value: T
      /** Where the list that was asked for goes on, if it does. */
      readonly more?: string | undefined
    }
  | { readonly ok: false; readonly failure: Failure }

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const fieldsOf = (errors: unknown): Record<string, string> => {
  const fields: Record<string, string> = {}
  for (const error of Array.isArray(errors) ? errors : []) {
    if (!isRecord(error)) continue
    const { field, message } = error
    if (typeof field === 'string' && typeof message === 'string') fields[field] = message
  }
  return fields
}

/** For these reasons the services' own words are for those who run them, not for those who write tasks. */
const plainWords: Readonly<Record<string, string>> = {
  backend_unreachable: 'The service cannot be reached right now. Try again in a moment.',
  backend_timeout: 'The service takes too long to answer. Try again in a moment.',
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Reads a problem details answer (RFC 9457); a proxy's HTML page in between must not break the page either. */
const failureOf = (status: number, body: unknown): Failure => {
  const problem = isRecord(body) ? body : {}
  const plain = plainWords[String(problem['reason'])]
  const said = [plain, problem['detail'], problem['title']]
  const message = said.find((text) => typeof text === 'string' && text !== '')
  return {
    status,
    message: typeof message === 'string' ? sentence(message) : `The server answered ${status}.`,
    fields: fieldsOf(problem['errors']),
  }
}

const offline: Failure = {
  status: 0,
  message: 'The server could not be reached. Check your connection and try again.',
  fields: {},
}

/** The session ended (or never was): whatever asked, signing in comes next. */
const toSignIn = (): void => {
  if (location.pathname !== '/sign-in') location.assign('/sign-in?ended=1')
}

/** One request to our own origin. The cookie goes along by itself; JavaScript never sees the token. */
export const call = async <T>(method: Method, path: string, body?: unknown): Promise<Result<T>> => {
  try {
    const response = await fetch(path, {
      method,
      cache: 'no-store',
      // Also without a body: the server takes no changes of any other content type.
      ...(method === 'GET' ? {} : { headers: { 'content-type': 'application/json' } }),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const value: unknown = text === '' ? undefined : parse(text)
    if (response.ok) return { ok: true, value: value as T, more: linkOf(response.headers) }
    if (response.status === 401 && !path.startsWith('/api/auth/')) toSignIn()
    return { ok: false, failure: failureOf(response.status, value) }
  } catch {
    return { ok: false, failure: offline }
  }
}

/** The other page of a list that an answer leads to: a path of our own origin. */
const linkOf = (headers: Headers): string | undefined =>
  /^<(\/[^>]*)>; rel="(?:next|prev)"$/.exec(headers.get('link') ?? '')?.[1]

/** A whole list, page by page; how long it can be is limited by the server. */
export const callAll = async <T>(path: string): Promise<Result<T[]>> => {
  const all: T[] = []
  for (let next: string | undefined = path; next !== undefined; ) {
    const result: Result<T[]> = await call<T[]>('GET', next)
    if (!result.ok) return result
    all.push(...result.value)
    next = result.more
  }
  return { ok: true, value: all }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
