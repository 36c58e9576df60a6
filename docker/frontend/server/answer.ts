import { PROBLEM_MEDIA_TYPE, type Problem, ProblemError, problem } from '@todo/shared/problem'
import { REQUEST_ID_HEADER, requestId } from '@todo/shared/request-id'
import { log } from './log.ts'

/** What a handler is told besides the request. */
export interface Context {
  readonly requestId: string
  readonly route: string
}

type Handler = (request: Request, context: Context) => Promise<Response>

const problemResponse = (given: Problem, id: string, headers: Readonly<Record<string, string>>): Response =>
  new Response(JSON.stringify({ ...given, request_id: id }), {
    status: given.status,
    headers: { 'content-type': PROBLEM_MEDIA_TYPE, ...headers },
  })

const failed = (error: unknown, { requestId: id, route }: Context): Response => {
  if (error instanceof ProblemError) return problemResponse(error.problem, id, error.headers)
  log().error({ err: error, request_id: id, route }, 'a request failed unexpectedly')
  return problemResponse(problem(500, 'internal', 'Something went wrong here; it was logged.'), id, {})
}

/** For the log only, with the status that nginx uses for this. */
const clientGone = (): Response => new Response(null, { status: 499 })

/**
 * Turns a handler into a route: request id in and out, one log line, errors as problem details, nothing cached.
 *
 * @param route the name logged: a pattern, never a path with someone's id in it
 */
export const answering =
  (route: string | ((request: Request) => string), handler: Handler) =>
  async (request: Request): Promise<Response> => {
    const started = performance.now()
    const context = {
      requestId: requestId(request.headers.get(REQUEST_ID_HEADER)),
      route: typeof route === 'string' ? route : route(request),
    }
    const response = await handler(request, context).catch((error: unknown) =>
      request.signal.aborted ? clientGone() : failed(error, context),
    )
    response.headers.set(REQUEST_ID_HEADER, context.requestId)
    response.headers.set('cache-control', 'no-store')
    const { method } = request
    const ms = Math.round(performance.now() - started)
    log().info(
      { request_id: context.requestId, route: context.route, method, status: response.status, ms },
      'request',
    )
    return response
  }
