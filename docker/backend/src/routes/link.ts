import type { FastifyRequest } from 'fastify'

/**
 * A Link header (RFC 8288) to another page of the list that was asked for: the same request with another cursor.
 *
 * @param rel `next` for later rows, `prev` for earlier ones
 */
export function pageLink(
  request: FastifyRequest,
  rel: 'next' | 'prev',
  cursor: Readonly<Record<string, number>>,
): string {
  const [path = '', query = ''] = request.url.split('?')
  const parameters = new URLSearchParams(query)
  for (const [name, value] of Object.entries(cursor)) parameters.set(name, String(value))
  return `<${path}?${parameters}>; rel="${rel}"`
}
