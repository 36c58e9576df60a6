import { type HeaderSource, isHttps } from './headers.ts'

/** Who is signed in, as the backend told at sign-in. Shown, never trusted: the backend checks the token itself. */
export interface SessionUser {
  readonly id: string
  readonly email: string
  readonly name: string
}

const tokenCookie = 'todo_token'
const userCookie = 'todo_user'

const encode = (value: string): string => Buffer.from(value, 'utf8').toString('base64url')
const decode = (value: string): string => Buffer.from(value, 'base64url').toString('utf8')

/** The first value of a cookie in a Cookie header. */
const cookie = (header: string | null, name: string): string | undefined =>
  header
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)

export const tokenOf = (headers: HeaderSource): string | undefined => {
  const token = cookie(headers.get('cookie'), tokenCookie)
  // Anything else than a JWT's alphabet never becomes a header of ours.
  return token !== undefined && /^[\w.-]{1,4096}$/.test(token) ? token : undefined
}

const isUser = (value: unknown): value is SessionUser =>
  typeof value === 'object' &&
  value !== null &&
  ['id', 'email', 'name'].every((key) => typeof (value as Record<string, unknown>)[key] === 'string')

/** The signed-in user, or undefined without a session. */
export const userOf = (headers: HeaderSource): SessionUser | undefined => {
  const value = cookie(headers.get('cookie'), userCookie)
  if (value === undefined || tokenOf(headers) === undefined) return undefined
  try {
    const user: unknown = JSON.parse(decode(value))
    return isUser(user) ? user : undefined
  } catch {
    return undefined
  }
}

/** Seconds until the token ends, so that the cookie goes with it; undefined if it does not say. */
const secondsLeft = (token: string, now: number): number | undefined => {
  try {
    const { exp } = JSON.parse(decode(token.split('.')[1] ?? '')) as { exp?: unknown }
    return typeof exp === 'number' ? Math.max(0, Math.floor(exp - now / 1000)) : undefined
  } catch {
    return undefined
  }
}

/** Over plain http (a port-forward, a laptop) a Secure cookie would never come back. */
const attributes = (request: HeaderSource): string =>
  `Path=/; HttpOnly; SameSite=Strict${isHttps(request) ? '; Secure' : ''}`

/** The Set-Cookie values that start a session. */
export const sessionCookies = (
  request: HeaderSource,
  token: string,
  user: SessionUser,
  now: number,
): string[] => {
  const left = secondsLeft(token, now)
  const end = left === undefined ? '' : `; Max-Age=${left}`
  const shown = JSON.stringify({ id: user.id, email: user.email, name: user.name })
  return [
    `${tokenCookie}=${token}; ${attributes(request)}${end}`,
    `${userCookie}=${encode(shown)}; ${attributes(request)}${end}`,
  ]
}

/** The Set-Cookie values that end a session. */
export const endedCookies = (request: HeaderSource): string[] =>
  [tokenCookie, userCookie].map((name) => `${name}=; ${attributes(request)}; Max-Age=0`)
