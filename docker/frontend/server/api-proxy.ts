import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from '@todo/shared/logger'
import { PROBLEM_MEDIA_TYPE, ProblemError, problem } from '@todo/shared/problem'
import { REQUEST_ID_HEADER, requestId } from '@todo/shared/request-id'
import { type AskBackend, createAskBackend, type PassHead } from './backend-request.ts'
import { readRawBody } from './body.ts'
import { headersOf } from './headers.ts'
import { assertSameOrigin, refuse, refuseMethod, tooLarge } from './refuse.ts'
import { ownMethods, type Route, routeOf, targetOf } from './routes.ts'
import { apiHeaders, plainHeaders } from './security-headers.ts'
import { endedCookies, tokenOf } from './session.ts'

/** The headers of the backend's answer that the browser gets; the rest stays between the services. */
const passedBack = ['content-type', 'content-length', 'link', 'location', 'retry-after'] as const

const everyAnswer = { ...plainHeaders, ...apiHeaders, 'cache-control': 'no-store' }

/** Status of the log line, after nginx's: the client closed its connection before the answer was complete. */
export const CLIENT_GONE = 499

/** Answers a request, or tells (false) that it is for Next. */
export type Answering = (request: IncomingMessage, response: ServerResponse) => boolean

/**
 * The same-origin way to the backend: /api/ except what Next answers itself. Requests are passed on before Next sees
 * them, because its route handlers cost ten times what the rest of a request does.
 */
export const createApiProxy = ({
  backendUrl,
  logger,
}: {
  readonly backendUrl: string
  readonly logger: Logger
}): Answering => {
  const ask = createAskBackend(backendUrl)
  return (request, response) => {
    const { method = 'GET', url = '/' } = request
    const end = url.indexOf('?')
    const path = end < 0 ? url : url.slice(0, end)
    const own = ownMethods(path)
    if (own?.includes(method) || (own === undefined && !path.startsWith('/api/'))) return false
    const route = own === undefined ? routeOf(path) : undefined
    const started = performance.now()
    const id = requestId(request.headers[REQUEST_ID_HEADER])
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : CLIENT_GONE
      const name = route?.name ?? (own === undefined ? '/api/{unknown}' : path)
      const ms = Math.round(performance.now() - started)
      logger.info({ request_id: id, route: name, method, status, ms }, 'request')
    })
    const work = async () => {
      if (own !== undefined) refuseMethod(own)
      const known = route ?? refuse(404, 'not_found', 'There is nothing at this address.')
      const target = targetOf(known, path, end < 0 ? '' : url.slice(end + 1))
      await forward(ask, known, target, id, request, response)
    }
    work().catch((error: unknown) => fail(error, id, response, logger))
    return true
  }
}

/**
 * Passes a browser's request on to the backend, as the user of its session.
 *
 * @throws ProblemError 405, 403 for forged requests, 401 without a session, 413; 503 if the backend can't be reached
 *   or takes too long
 */
const forward = async (
  ask: AskBackend,
  route: Route,
  target: string,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const { method = 'GET' } = request
  const headers = headersOf(request)
  if (!route.methods.includes(method)) refuseMethod(route.methods)
  assertSameOrigin(method, headers)
  const token = tokenOf(headers) ?? refuse(401, 'not_signed_in', 'Sign in first.')
  const body = (await readRawBody(request)) ?? tooLarge()
  const passed: PassHead = (status, answered) => {
    const all: Record<string, string | string[]> = { ...everyAnswer, [REQUEST_ID_HEADER]: id }
    for (const name of passedBack) {
      const value = answered[name]
      if (value !== undefined) all[name] = value
    }
    // The token is of no use any more: the next page must lead to signing in, not to the same 401.
    if (status === 401) all['set-cookie'] = endedCookies(headers)
    return all
  }
  const asked = {
    authorization: `Bearer ${token}`,
    [REQUEST_ID_HEADER]: id,
    'x-forwarded-for': String(request.headers['x-forwarded-for']),
    // A content type without a body is an error to many parsers.
    ...(body.length === 0 ? {} : { 'content-type': 'application/json' }),
  }
  await ask({ method, target, body, timeoutMs: route.timeoutMs, headers: asked }, response, passed)
}

const fail = (error: unknown, id: string, response: ServerResponse, logger: Logger): void => {
  // The client has gone, and with it the one to tell.
  if (response.destroyed) return
  const known = error instanceof ProblemError
  if (!known) logger.error({ err: error, request_id: id }, 'a request failed unexpectedly')
  const given = known ? error.problem : problem(500, 'internal', 'Something went wrong here; it was logged.')
  const text = JSON.stringify({ ...given, request_id: id })
  response.writeHead(given.status, {
    ...everyAnswer,
    [REQUEST_ID_HEADER]: id,
    'content-type': PROBLEM_MEDIA_TYPE,
    'content-length': Buffer.byteLength(text),
    ...(known ? error.headers : {}),
  })
  response.end(text)
}
