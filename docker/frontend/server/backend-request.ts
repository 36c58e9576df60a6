import http, { type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import https from 'node:https'
import { unavailable, unreachable } from '@todo/shared/upstream'

export interface BackendRequest {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: OutgoingHttpHeaders
  /** Empty: none. */
  readonly body: Buffer
  /** Milliseconds until the answer must have begun. */
  readonly timeoutMs: number
  /** Ends the request, for example when the client has gone. */
  readonly onStart: (request: ClientRequest) => void
}

/** Only these may be sent twice: the first time may have reached the backend. */
const repeatable = new Set(['GET', 'HEAD'])

const brokeOnReuse = (request: ClientRequest, error: Error): boolean =>
  request.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET'

/**
 * Prepares requests to the backend over connections that are kept open.
 *
 * @param url the backend's URL
 * @returns sends one request; resolves when its answer begins, and the body is the caller's to read
 *   @throws ProblemError 503 if the backend can't be reached, doesn't answer in time, or redirects
 */
export const createBackendRequests = (
  url: string,
): ((request: BackendRequest) => Promise<IncomingMessage>) => {
  const { protocol, hostname, port, pathname } = new URL(url)
  const client = protocol === 'https:' ? https : http
  const agent = new client.Agent({ keepAlive: true, maxFreeSockets: 256 })
  const prefix = pathname.replace(/\/$/, '')
  // A URL writes IPv6 addresses in brackets, a socket without.
  const host = hostname.replace(/^\[(.*)\]$/, '$1')

  const once = ({ method, target, headers, body, timeoutMs, onStart }: BackendRequest, again: boolean) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const request = client.request({ agent, host, port, method, path: prefix + target, headers })
      const timer = setTimeout(() => {
        const detail = `backend did not answer within ${timeoutMs / 1000} s; try again shortly.`
        reject(unavailable('backend_timeout', detail))
        request.destroy()
      }, timeoutMs)
      request.once('response', (answer) => {
        clearTimeout(timer)
        const { statusCode = 0 } = answer
        if (statusCode < 300 || statusCode > 399 || statusCode === 304) return resolve(answer)
        answer.resume()
        reject(unreachable('backend', new Error(`it redirects with ${statusCode}`)))
      })
      request.on('error', (error) => {
        clearTimeout(timer)
        // A kept connection may be closed by the other side just as it is used again.
        const retry = again && repeatable.has(method) && brokeOnReuse(request, error)
        if (retry) once({ method, target, headers, body, timeoutMs, onStart }, false).then(resolve, reject)
        else reject(unreachable('backend', error))
      })
      onStart(request)
      request.end(body.length > 0 ? body : undefined)
    })

  return (request) => once(request, true)
}
