/** More than the longest title, description or message can take; the backend has its own, finer limits. */
export const bodyLimit = 64 * 1024

/** The whole body as text, or undefined as soon as it is longer than allowed: it is never held beyond the limit. */
export const readBody = async (request: Request, limit = bodyLimit): Promise<string | undefined> => {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return undefined
  if (request.body === null) return ''
  const chunks: Uint8Array[] = []
  let length = 0
  // A length can be missing or a lie, so the bytes are counted too.
  for await (const chunk of request.body) {
    length += chunk.byteLength
    if (length > limit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
