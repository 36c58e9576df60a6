import type { IncomingMessage, ServerResponse } from 'node:http'
import { clientAddress } from './client-address.ts'
import { headersOf, isHttps } from './headers.ts'

export interface Outside {
  /** Proxies in front of this service that append to X-Forwarded-For. */
  readonly trustedProxies: number
  /** How long browsers keep to https, in seconds; 0: they are told nothing. */
  readonly hstsSeconds: number
}

/**
 * Settles, before anything else looks at a request, what the proxies in front say about it: X-Forwarded-For becomes
 * the client's address and nothing else, and answers over https carry HSTS (RFC 6797).
 */
export const settleOutside = (
  request: IncomingMessage,
  response: ServerResponse,
  { trustedProxies, hstsSeconds }: Outside,
): void => {
  const headers = headersOf(request)
  request.headers['x-forwarded-for'] = clientAddress(
    request.socket.remoteAddress,
    headers.get('x-forwarded-for'),
    trustedProxies,
  )
  if (hstsSeconds > 0 && isHttps(headers))
    response.setHeader('strict-transport-security', `max-age=${hstsSeconds}`)
}
