import type { HeaderSource } from './headers.ts'

/** Methods that change nothing need no proof of where they came from: without CORS headers another origin can't read the answer. */
const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The address the browser used: what an ingress says first, then the Host header itself. */
const hosts = (headers: HeaderSource): (string | null)[] => [
  headers.get('x-forwarded-host')?.split(',')[0]?.trim() ?? null,
  headers.get('host'),
]

const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined

const isJson = (headers: HeaderSource): boolean =>
  headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() === 'application/json'

/**
 * Why a request must be refused as forged, or undefined. A form or an image of another site can neither set
 * the content type to JSON nor fake its Origin; SameSite=Strict on the cookie says the same a third time.
 */
export const forgery = (method: string, headers: HeaderSource): string | undefined => {
  if (safe.has(method)) return undefined
  const origin = headers.get('origin')
  if (origin === null) return 'A request that changes something must carry the Origin header.'
  const host = hostOf(origin)
  if (host === undefined || !hosts(headers).includes(host)) return 'The request comes from another origin.'
  if (!isJson(headers)) return 'A request that changes something must have the content type application/json.'
  return undefined
}
