import { readBody } from './body.ts'
import { assertSameOrigin, tooLarge } from './refuse.ts'

/** The headers of the backend's answer that the browser gets; the rest stays between the services. */
const passedBack = ['content-type', 'retry-after']

/** The body of a request of our own page, within the limit. @throws ProblemError 403, 413 */
export const ownBody = async (request: Request): Promise<string> => {
  assertSameOrigin(request.method, request.headers)
  return (await readBody(request)) ?? tooLarge()
}

/** An answer of the backend as the browser gets it. */
export const passBack = (answer: { status: number; headers: Headers; text: string }): Response => {
  const headers = new Headers()
  for (const name of passedBack) {
    const value = answer.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  return new Response(answer.text, { status: answer.status, headers })
}
