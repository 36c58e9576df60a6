import { ProblemError, problem } from '@todo/shared/problem'
import { callUpstream } from '@todo/shared/upstream'
import type { Context } from './answer.ts'
import { bodyLimit, readBody } from './body.ts'
import { routeOf, targetOf } from './routes.ts'
import { forgery } from './same-origin.ts'
import { endedCookies, tokenOf } from './session.ts'
import { settings } from './settings.ts'

/** The headers of the backend's answer that the browser gets; the rest stays between the services. */
const passedBack = ['content-type', 'retry-after', 'location']

const refuse = (status: number, reason: string, detail: string, headers = {}): never => {
  throw new ProblemError(problem(status, reason, detail), { headers })
}

/** Refuses what another site made the browser send. */
export const assertSameOrigin = (request: Request): void => {
  const forged = forgery(request.method, request.headers)
  if (forged !== undefined) refuse(403, 'cross_origin', forged)
}

/** The request's body within the limit, or a 413. */
export const limitedBody = async (request: Request): Promise<string> => {
  const body = await readBody(request)
  return body ?? refuse(413, 'body_too_large', `A request may have at most ${bodyLimit / 1024} KiB.`)
}

/** An answer of the backend as the browser gets it. */
export const passBack = (answer: { status: number; headers: Headers; text: string }): Response => {
  const headers = new Headers()
  for (const name of passedBack) {
    const value = answer.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  // 204 and 304 must have no body at all, not even an empty one.
  const body = answer.status === 204 || answer.status === 304 ? null : answer.text
  return new Response(body, { status: answer.status, headers })
}

/** The name of the route that a request takes, for the log. */
export const routeName = (request: Request): string =>
  routeOf(new URL(request.url).pathname)?.name ?? '/api/{unknown}'

/**
 * Passes a browser's request on to the backend, as the user of its session.
 *
 * @throws ProblemError 404 for paths that are not ours to forward, 405, 403 for forged requests, 401 without
 *   a session, 413; 503 if the backend can't be reached or takes too long
 */
export const forward = async (request: Request, { requestId }: Context): Promise<Response> => {
  const url = new URL(request.url)
  const route = routeOf(url.pathname) ?? refuse(404, 'not_found', 'There is nothing at this address.')
  if (!route.methods.includes(request.method)) {
    const allow = route.methods.join(', ')
    refuse(405, 'method_not_allowed', `Here only ${allow} can be asked.`, { allow })
  }
  assertSameOrigin(request)
  const token = tokenOf(request.headers) ?? refuse(401, 'not_signed_in', 'Sign in first.')
  const body = await limitedBody(request)
  const answer = await callUpstream({
    name: 'backend',
    url: `${settings().BACKEND_URL}${targetOf(route, url)}`,
    timeoutMs: route.timeoutMs,
    requestId,
    signal: request.signal,
    init: {
      method: request.method,
      // Next's own fetch may keep answers; these belong to one person.
      cache: 'no-store',
      headers: {
        authorization: `Bearer ${token}`,
        // A content type without a body is an error to many parsers.
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === '' ? {} : { body }),
    },
  })
  const response = passBack(answer)
  // The token is of no use any more: the next page must lead to signing in, not to the same 401.
  if (answer.status === 401)
    for (const value of endedCookies(request.headers)) response.headers.append('set-cookie', value)
  return response
}
