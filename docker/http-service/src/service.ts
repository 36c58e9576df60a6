import type { Logger } from '@todo/shared/logger'
import { REQUEST_ID_HEADER, requestId } from '@todo/shared/request-id'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { drainable } from './drain.ts'
import { answerError, answerErrors, answerMalformedHttp } from './errors.ts'
import { readJson, validateInput } from './input.ts'
import { logRequests } from './log-requests.ts'
import { measure } from './metrics.ts'

export type ServiceOptions = {
  readonly name: string
  readonly logger: Logger
  /** Largest request body in bytes. */
  readonly bodyLimit?: number
  /** Proxies in front whose X-Forwarded-For is believed; 0 if omitted: the client is who connects. */
  readonly trustedHops?: number
}

/**
 * A Fastify server with what every service here has: request ids, one log line a request, problem details
 * for every error, /metrics, and draining.
 */
export function createService({
  name,
  logger,
  bodyLimit = 64 * 1024,
  trustedHops = 0,
}: ServiceOptions): FastifyInstance {
  const service = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    genReqId: (request) => requestId(request.headers[REQUEST_ID_HEADER]),
    bodyLimit,
    trustProxy: trustedHops > 0 && ((_, hop) => hop < trustedHops),
    requestTimeout: 30_000,
    // A client that stops reading its answer; longer than a chat reply may take.
    connectionTimeout: 120_000,
    // Longer than proxies keep a connection: they close first, and no request meets a closing socket.
    keepAliveTimeout: 72_000,
    // While draining, requests that still arrive are answered in full.
    return503OnClosing: false,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 100 },
    clientErrorHandler: answerMalformedHttp,
    frameworkErrors: answerError,
  })
  // Hooks that wait for nothing take `done`: a promise each would be a good part of a quick answer's time.
  service.addHook('onRequest', (request, reply, done) => {
    reply.header(REQUEST_ID_HEADER, request.id)
    done()
  })
  readJson(service)
  validateInput(service)
  answerErrors(service)
  logRequests(service)
  measure(service, name)
  drainable(service)
  return service
}
