import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** What the system answers from outside, by method and path; `USER` is the one that signs up. */
export const GOOD_ANSWERS: Readonly<Record<string, { status: number; body?: unknown }>> = {
  'GET /api/health': { status: 200, body: { status: 'ok' } },
  'POST /api/auth/signup': { status: 201, body: { user: { id: 'u 1' } } },
  'POST /api/u%201/tasks': { status: 201, body: { id: 1 } },
  'POST /api/u%201/chat': { status: 200, body: { response: 'Added.', tool_calls: [{ name: 'add_task' }] } },
  'GET /api/u%201/tasks': { status: 200, body: [{ id: 1 }, { id: 2 }] },
  'DELETE /api/u%201': { status: 204 },
}

export interface Outer {
  readonly url: string
  readonly port: number
  /** Every request, with its host and cookie. */
  readonly requests: {
    readonly what: string
    readonly host: string
    readonly cookie: string
    readonly body: string
  }[]
}

/** A system as it looks from outside: what it has no answer for is a page that doesn't exist. */
export async function startOuter(
  changes: Readonly<Record<string, { status: number; body?: unknown }>> = {},
): Promise<Outer> {
  const answers = { ...GOOD_ANSWERS, ...changes }
  const requests: Outer['requests'] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text
    })
    request.on('end', () => {
      const what = `${request.method} ${request.url}`
      requests.push({ what, host: request.headers.host ?? '', cookie: request.headers.cookie ?? '', body })
      const answer = answers[what] ?? { status: 404, body: 'not found' }
      const cookie = what.endsWith('/signup') ? { 'set-cookie': 'session=s1; HttpOnly; Path=/' } : {}
      response.writeHead(answer.status, cookie)
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, port, requests }
}
