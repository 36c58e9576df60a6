import { randomUUID } from 'node:crypto'

/** The header that carries one request's id through all services, in lower case as Node gives it. */
export const REQUEST_ID_HEADER = 'x-request-id'

// Narrow on purpose: the id is logged and forwarded as it is.
const WELL_FORMED = /^[A-Za-z0-9._-]{8,128}$/

/** The caller's request id if it is well-formed, else a new one. */
export function requestId(header: string | readonly string[] | null | undefined): string {
  return typeof header === 'string' && WELL_FORMED.test(header) ? header : randomUUID()
}
