import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** A backend that answers as told and remembers what it was asked. */
export const loopbackBackend = async () => {
  const seen: Seen[] = []
  let answer: Answer = {}
  let instead: ((response: ServerResponse) => void) | undefined
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { method = '', url = '', headers } = request
    seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() })
    if (instead !== undefined) return instead(response)
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers })
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    answers: (next: Answer) => {
      answer = next
      instead = undefined
      seen.length = 0
    },
    /** From now on requests are not answered. */
    holds: (onRequest: () => void) => {
      instead = onRequest
    },
    /** From now on answers break off in the middle. */
    breaksOff: () => {
      instead = (response) => {
        response.writeHead(200, { 'content-length': '100' })
        response.write('[', () => response.destroy())
      }
    },
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
