import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ProblemError } from '@todo/shared/problem'
import { callUpstream } from '@todo/shared/upstream'
import { upstreamHealth } from '@todo/shared/upstream-health'
import { afterAll, beforeAll, expect, it } from 'vitest'

let server: Server
let base: string
beforeAll(async () => {
  server = createServer((request, response) => {
    const id = request.headers['x-request-id']
    if (request.url === '/cut') {
      response.writeHead(200, { 'content-length': '10' }).write('half')
      setImmediate(() => response.destroy())
    } else if (request.url === '/moved') response.writeHead(302, { location: '/' }).end()
    else if (request.url === '/bad') response.writeHead(500).end('oops')
    else if (request.url === '/') response.end(JSON.stringify({ id }))
    // Anything else is never answered.
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const call = (path: string, timeoutMs = 600_000) =>
  callUpstream({ name: 'ai-agent', url: base + path, timeoutMs, requestId: 'request-1' })

it('forwards the request id, and hands back any answer', async () => {
  expect(await call('/')).toMatchObject({ status: 200, text: '{"id":"request-1"}' })
  expect((await call('/bad')).status).toBe(500)
})

it.each([
  ['/slow', 'ai_agent_timeout'],
  ['/cut', 'ai_agent_unreachable'],
  ['/moved', 'ai_agent_unreachable'],
])('%s becomes a 503 with the reason %s', async (path, reason) => {
  // Only the one that never answers is to run into the limit, also on a busy machine.
  const error = await call(path, path === '/slow' ? 200 : undefined).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(ProblemError)
  expect((error as ProblemError).problem).toMatchObject({ status: 503, reason })
})

it('a health report that is no report counts as unavailable', async () => {
  const health = (path: string) =>
    upstreamHealth({ name: 'ai-agent', url: base + path, timeoutMs: 600_000, requestId: 'request-1' })
  expect(await health('/')).toEqual({ status: 'unavailable', reason: 'ai-agent answered 200' })
  expect(await health('/bad')).toEqual({ status: 'unavailable', reason: 'ai-agent answered 500' })
})
