import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { unavailable, unreachable } from '@todo/shared/upstream'
import { type Dispatcher, Pool } from 'undici'

export interface BackendRequest {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  /** Empty: none. */
  readonly body: Buffer
  /** Milliseconds until the answer must have begun. */
  readonly timeoutMs: number
}

export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>

/** The headers that an answer of the backend is passed on with. */
export type PassHead = (status: number, headers: AnswerHeaders) => OutgoingHttpHeaders

/**
 * Asks the backend and writes its answer to `response`. Resolves when that has begun.
 *
 * @throws ProblemError 503, with nothing written, if the backend can't be reached, doesn't answer in time, or
 *   redirects
 */
export type AskBackend = (request: BackendRequest, response: ServerResponse, head: PassHead) => Promise<void>

/** Only these may be sent twice: the first time may have reached the backend. */
const repeatable = new Set(['GET', 'HEAD'])

/** What a request meets whose kept connection the other side closes just as it is used again. */
const closedBeneath = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'])

const mayRepeat = (method: string, error: NodeJS.ErrnoException): boolean =>
  repeatable.has(method) && closedBeneath.has(error.code ?? '')

const isRedirect = (status: number): boolean => status > 299 && status < 400 && status !== 304

/**
 * Prepares requests to the backend over connections that are kept open. undici's dispatch takes half of the processor
 * time of Node's own client, because it makes no streams and no events of its own for a request.
 *
 * @param url the backend's URL
 */
export const createAskBackend = (url: string): AskBackend => {
  const { origin, pathname } = new URL(url)
  // The limits on time are ours: until the answer begins, and the server's on a client that stops reading.
  const pool = new Pool(origin, { allowH2: false, headersTimeout: 0, bodyTimeout: 0 })
  const prefix = pathname.replace(/\/$/, '')

  const once = (asked: BackendRequest, response: ServerResponse, head: PassHead, again: boolean) =>
    new Promise<void>((resolve, reject) => {
      const { method, target, headers, body, timeoutMs } = asked
      let state: 'asked' | 'passing' | 'over' = 'asked'
      let controller: Dispatcher.DispatchController | undefined
      /** Ends the request, also one that still waits for its connection. */
      const stop = (reason: Error): void => {
        clearTimeout(timer)
        if (state === 'asked') reject(reason)
        state = 'over'
        controller?.abort(reason)
      }
      const timer = setTimeout(() => {
        const detail = `backend did not answer within ${timeoutMs / 1000} s; try again shortly.`
        stop(unavailable('backend_timeout', detail))
      }, timeoutMs)
      response.once('close', () => state !== 'over' && stop(new Error('the client has gone')))

      pool.dispatch(
        { method, path: prefix + target, headers, body: body.length > 0 ? body : null },
        {
          onRequestStart: (started) => {
            controller = started
            if (state === 'over') started.abort(new Error('too late'))
          },
          onResponseStart: (_, status, answered) => {
            if (status < 200 || state !== 'asked') return
            if (isRedirect(status))
              return stop(unreachable('backend', new Error(`it redirects with ${status}`)))
            clearTimeout(timer)
            state = 'passing'
            response.writeHead(status, head(status, answered))
            resolve()
          },
          onResponseData: (paused, chunk) => {
            if (response.write(chunk)) return
            paused.pause()
            response.once('drain', () => paused.resume())
          },
          onResponseEnd: () => {
            state = 'over'
            response.end()
          },
          onResponseError: (_, error) => {
            clearTimeout(timer)
            if (state === 'passing') response.destroy()
            else if (state === 'asked' && again && mayRepeat(method, error))
              once(asked, response, head, false).then(resolve, reject)
            else if (state === 'asked') reject(unreachable('backend', error))
            state = 'over'
          },
        },
      )
    })

  return (asked, response, head) => once(asked, response, head, true)
}
