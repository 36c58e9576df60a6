import { lookup } from 'node:dns/promises'
import { type IncomingMessage, request as plain, type RequestOptions } from 'node:http'
import { request as encrypted } from 'node:https'

export interface HttpRequest {
  /** Whose host is the `Host` of the request. */
  readonly url: string
  /** Where to connect to, if not where the URL's host is. */
  readonly connect?: { readonly host: string; readonly port: number }
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Milliseconds until there must be a whole answer. */
  readonly timeout: number
}

export interface HttpAnswer {
  readonly status: number
  readonly cookies: readonly string[]
  readonly body: string
}

/** Larger answers are cut off: no page that is asked for here is. */
const MOST = 2_000_000

/**
 * One request, without following redirects. Not fetch, which connects to nothing but the URL's host.
 *
 * @throws {Error} if there is no answer in time, or a certificate is refused.
 */
export async function http({
  url,
  connect,
  method = 'GET',
  headers = {},
  body,
  timeout,
}: HttpRequest): Promise<HttpAnswer> {
  const { protocol, host, hostname } = new URL(url)
  const options: RequestOptions & { servername?: string } = {
    method,
    headers: { ...headers, host },
    ...(connect && { hostname: connect.host, port: connect.port }),
    ...(protocol === 'https:' && { servername: hostname }),
    signal: AbortSignal.timeout(timeout),
  }
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const sent = protocol === 'https:' ? encrypted(url, options, resolve) : plain(url, options, resolve)
  sent.on('error', (error) => reject(new Error(reasonOf(error, timeout))))
  sent.end(body)
  const response = await promise
  let text = ''
  try {
    for await (const chunk of response.setEncoding('utf8')) if (text.length < MOST) text += chunk
  } catch (error) {
    throw new Error(reasonOf(error as Error, timeout))
  }
  return { status: response.statusCode ?? 0, cookies: response.headers['set-cookie'] ?? [], body: text }
}

const reasonOf = (error: Error, timeout: number): string =>
  error.name === 'AbortError' || error.name === 'TimeoutError'
    ? `no answer within ${timeout / 1000} s`
    : error.message || (error as NodeJS.ErrnoException).code || error.name

/** Whether this machine knows an address of a host. */
export const isKnownHost = (host: string): Promise<boolean> =>
  lookup(host).then(
    () => true,
    () => false,
  )
