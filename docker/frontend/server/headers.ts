import type { IncomingMessage } from 'node:http'

/** Headers to read: those of a web Request, or of a request of Node's http server. */
export type HeaderSource = Pick<Headers, 'get'>

/** The headers of a request of Node's http server, as a web Request would give them. */
export const headersOf = (request: IncomingMessage): HeaderSource => ({
  get: (name) => {
    const value = request.headers[name]
    return Array.isArray(value) ? value.join(', ') : (value ?? null)
  },
})

/**
 * True if the browser came over https, as the proxy that ends TLS says. A client that says so itself only changes
 * its own answer: browsers ignore the headers that depend on this over plain http.
 */
export const isHttps = (headers: HeaderSource): boolean =>
  headers.get('x-forwarded-proto')?.split(',')[0]?.trim().toLowerCase() === 'https'
