import type { IncomingMessage } from 'node:http'

/** More than the longest title, description or message can take; the backend has its own, finer limits. */
export const bodyLimit = 64 * 1024

/**
 * A whole body, or undefined as soon as it is longer than allowed: it is never held beyond the limit.
 *
 * @param length the Content-Length header, which can be missing or a lie
 */
const collect = async (
  length: string | null | undefined,
  body: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<Buffer | undefined> => {
  if (Number(length ?? 0) > limit) return undefined
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.byteLength
    if (bytes > limit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The body of a web Request as text; undefined if it is too long. */
export const readBody = async (request: Request, limit = bodyLimit): Promise<string | undefined> => {
  if (request.body === null) return ''
  return (await collect(request.headers.get('content-length'), request.body, limit))?.toString('utf8')
}

/** The body of a request of Node's http server; undefined if it is too long. @throws if the client goes away */
export const readRawBody = async (
  request: IncomingMessage,
  limit = bodyLimit,
): Promise<Buffer | undefined> => {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  if (encoding === undefined && Number(length ?? 0) === 0) return Buffer.alloc(0)
  // Not destroyed when we stop early: the answer goes over the same connection.
  return collect(length, request.iterator({ destroyOnReturn: false }), limit)
}
