import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { bodyLimit } from '../../server/body.ts'
import { apiHeaders, plainHeaders } from '../../server/security-headers.ts'
import { loopbackBackend } from './loopback-backend.ts'
import { cookie, token } from './requests.ts'
import { servedProxy } from './served-proxy.ts'

type Proxy = Awaited<ReturnType<typeof servedProxy>>
let backend: Awaited<ReturnType<typeof loopbackBackend>>
let proxy: Proxy

beforeAll(async () => {
  backend = await loopbackBackend()
  proxy = await servedProxy(backend.url)
})
beforeEach(() => backend.answers({ body: [] }))
afterAll(async () => {
  await proxy.close()
  await backend.close()
})

const handle: Proxy['ask'] = (path, options) => proxy.ask(path, options)

test('a request arrives with the session as Bearer token, its body and its id, and without cookies', async () => {
  backend.answers({ status: 201, body: { id: 7 }, headers: { 'set-cookie': 'x=1', server: 'secret' } })
  const body = '{"title":"Buy milk"}'
  const headers = { 'x-request-id': 'request-1' }
  const response = await handle('/api/u1/tasks', { method: 'POST', body, headers })
  expect(response.status).toBe(201)
  expect(await response.json()).toEqual({ id: 7 })
  expect(backend.seen).toHaveLength(1)
  const [seen] = backend.seen
  expect(seen).toMatchObject({ method: 'POST', url: '/api/u1/tasks', body })
  expect(seen?.headers).toMatchObject({
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'x-request-id': 'request-1',
  })
  expect(seen?.headers.cookie).toBeUndefined()
  expect(seen?.headers.origin).toBeUndefined()
  const { date: _, connection: __, 'keep-alive': ___, ...sent } = Object.fromEntries(response.headers)
  expect(sent).toEqual({
    ...plainHeaders,
    ...apiHeaders,
    'cache-control': 'no-store',
    'content-type': 'application/json',
    'transfer-encoding': 'chunked',
    'x-request-id': 'request-1',
  })
})

test('a malformed request id is replaced, an authorization of the browser is not passed on', async () => {
  const headers = { 'x-request-id': 'bad id\twith spaces', authorization: 'Bearer mine' }
  const response = await handle('/api/u1/tasks', { headers })
  expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  expect(backend.seen[0]?.headers['x-request-id']).toBe(response.headers.get('x-request-id'))
  expect(backend.seen[0]?.headers.authorization).toBe(`Bearer ${token}`)
})

test.each([
  ['GET', '/api/u1/tasks?status=pending&debug=1', '/api/u1/tasks?status=pending'],
  ['GET', '/api/u1/tasks/3', '/api/u1/tasks/3'],
  ['PATCH', '/api/u1/tasks/3/complete', '/api/u1/tasks/3/complete'],
  ['DELETE', '/api/u1/tasks/3', '/api/u1/tasks/3'],
  ['GET', '/api/u1/conversations', '/api/u1/conversations'],
  ['GET', '/api/u1/conversations/4/messages', '/api/u1/conversations/4/messages'],
  ['DELETE', '/api/u1/conversations/4', '/api/u1/conversations/4'],
  ['DELETE', '/api/u1', '/api/u1'],
])('%s %s is asked of the backend as %s, without a content type', async (method, path, target) => {
  expect((await handle(path, { method })).status).toBe(200)
  expect(backend.seen).toMatchObject([{ method, url: target, body: '' }])
  expect(backend.seen[0]?.headers['content-type']).toBeUndefined()
})

test.each([
  ['GET', '/api/u1'],
  ['GET', '/api/metrics'],
  ['GET', '/api/u1/tasks/../../../metrics'],
  ['GET', '/api/u1%2F..%2Fmetrics/tasks'],
  ['GET', '/api/u1/tasks/abc'],
  ['GET', '/api/u1/tasks/3/'],
  ['POST', '/api/u1/tasks/3'],
  ['PUT', '/api/u1/chat'],
  ['POST', '/api/auth/reset'],
])('%s %s never reaches the backend', async (method, path) => {
  const response = await handle(path, { method })
  expect([404, 405]).toContain(response.status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(backend.seen).toEqual([])
})

test.each([
  ['no Origin', { origin: null }],
  ['another Origin', { origin: 'https://evil.example' }],
  ['an Origin that only begins alike', { origin: 'https://todo.example.evil.example' }],
  ['another port', { origin: 'https://todo.example:8443' }],
  ['the opaque Origin', { origin: 'null' }],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['plain text', { 'content-type': 'text/plain; a=application/json' }],
  ['no content type', { 'content-type': null }],
])('a change with %s is refused as forged', async (_, headers) => {
  for (const method of ['POST', 'DELETE', 'PATCH', 'PUT']) {
    const path = { POST: '/api/u1/tasks', PATCH: '/api/u1/tasks/1/complete' }[method] ?? '/api/u1/tasks/1'
    const response = await handle(path, { method, headers })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ reason: 'cross_origin', status: 403 })
  }
  expect(backend.seen).toEqual([])
})

test('the address an ingress names counts as the host', async () => {
  const headers = { host: 'frontend:3000', 'x-forwarded-host': 'todo.example' }
  expect((await handle('/api/u1/tasks', { method: 'POST', body: '{}', headers })).status).toBe(200)
})

test.each([
  ['no cookie', null],
  ['an empty one', 'todo_token='],
  ['one that would break a header', 'todo_token=a b'],
])('without a session (%s) the answer is 401', async (_, cookie) => {
  const response = await handle('/api/u1/tasks', { headers: { cookie } })
  expect(response.status).toBe(401)
  expect(backend.seen).toEqual([])
})

test('a body beyond the limit is refused, with or without a length', async () => {
  const body = JSON.stringify({ message: 'x'.repeat(bodyLimit) })
  for (const headers of [{ 'transfer-encoding': 'chunked' }, { 'content-length': String(body.length) }]) {
    const response = await handle('/api/u1/chat', { method: 'POST', body, headers })
    expect(response.status).toBe(413)
  }
  expect(backend.seen).toEqual([])
})

test('a 401 of the backend ends the session', async () => {
  backend.answers({ status: 401, body: { title: 'Unauthorized' } })
  const response = await handle('/api/u1/tasks')
  expect(response.status).toBe(401)
  expect(response.headers.getSetCookie()).toEqual([
    'todo_token=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0',
    'todo_user=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0',
  ])
})

test("the backend's problems pass as they are", async () => {
  const problem = { title: 'Too Many Requests', status: 429, reason: 'rate_limited' }
  const headers = { 'content-type': 'application/problem+json', 'retry-after': '30' }
  backend.answers({ status: 429, body: problem, headers })
  const response = await handle('/api/u1/chat', { method: 'POST', body: '{}' })
  expect(response.status).toBe(429)
  expect(response.headers.get('retry-after')).toBe('30')
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(await response.json()).toEqual(problem)
})

test('a 204 has no body', async () => {
  backend.answers({ status: 204 })
  const response = await handle('/api/u1/tasks/1', { method: 'DELETE' })
  expect(response.status).toBe(204)
  expect(response.body).toBeNull()
})

test('a backend that is down is a 503 with a reason, and its address is not told', async () => {
  const alone = await servedProxy('http://127.0.0.1:9')
  const response = await alone.ask('/api/u1/tasks')
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
  const text = await response.text()
  expect(JSON.parse(text)).toMatchObject({ status: 503, reason: 'backend_unreachable' })
  expect(text).not.toContain('127.0.0.1')
  await alone.close()
})

test('a redirect of the backend is not followed', async () => {
  backend.answers({ status: 302, headers: { location: 'http://127.0.0.1:9/' } })
  expect((await handle('/api/u1/tasks')).status).toBe(503)
})

test('links to further pages pass', async () => {
  const link = '</api/u1/tasks?after=7>; rel="next"'
  backend.answers({ body: [], headers: { link } })
  expect((await handle('/api/u1/tasks?limit=1&after=3')).headers.get('link')).toBe(link)
  expect(backend.seen).toMatchObject([{ url: '/api/u1/tasks?limit=1&after=3' }])
})

test.each([
  ['POST', '/api/u1/tasks/3', 'GET, PUT, DELETE'],
  ['HEAD', '/api/u1/tasks', 'GET, POST'],
  ['OPTIONS', '/api/u1/chat', 'POST'],
  ['GET', '/api/auth/signin', 'POST'],
  ['DELETE', '/api/health', 'GET, HEAD'],
  ['POST', '/tasks', 'GET, HEAD'],
  ['PUT', '/', 'GET, HEAD'],
])('%s %s is a 405 that names %s', async (method, path, allow) => {
  const response = await handle(path, { method })
  expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
})

test.each([
  ['GET', '/api/health'],
  ['POST', '/api/auth/signin'],
  ['GET', '/tasks'],
  ['GET', '/_next/static/a.js'],
  ['GET', '/constructor'],
])('%s %s is for Next', async (method, path) => {
  expect((await handle(path, { method })).status).toBe(299)
})

test.each([
  [0, '203.0.113.9', '127.0.0.1'],
  [1, '203.0.113.9', '203.0.113.9'],
  [1, '10.0.0.1, 203.0.113.9', '203.0.113.9'],
  [2, '10.0.0.1, 203.0.113.9, 198.51.100.7', '203.0.113.9'],
  [2, '203.0.113.9', '127.0.0.1'],
  [1, 'unknown', '127.0.0.1'],
  [1, '203.0.113.9:4711', '203.0.113.9'],
  [1, '[2001:db8::1]:4711', '2001:db8::1'],
  [1, null, '127.0.0.1'],
])('behind %i proxies, X-Forwarded-For %j means %s', async (trustedProxies, forwarded, client) => {
  const behind = await servedProxy(backend.url, { trustedProxies, hstsSeconds: 0 })
  await behind.ask('/api/u1/tasks', { headers: { 'x-forwarded-for': forwarded } })
  expect(backend.seen[0]?.headers['x-forwarded-for']).toBe(client)
  await behind.close()
})

test.each([
  [60, 'https', 'max-age=60'],
  [60, 'https, http', 'max-age=60'],
  [60, 'http', null],
  [60, null, null],
  [0, 'https', null],
])('HSTS of %i seconds, asked over %s: %s', async (hstsSeconds, proto, expected) => {
  const behind = await servedProxy(backend.url, { trustedProxies: 1, hstsSeconds })
  for (const path of ['/api/u1/tasks', '/api/nothing', '/sign-in']) {
    const { headers } = await behind.ask(path, { headers: { 'x-forwarded-proto': proto } })
    expect(headers.get('strict-transport-security'), path).toBe(expected)
  }
  await behind.close()
})

test('a client that goes away is no error, neither before nor while it is answered', async () => {
  let begun = 0
  backend.holds(() => {
    begun += 1
  })
  const own = await servedProxy(backend.url)
  const head = (method: string, path: string) =>
    `${method} ${path} HTTP/1.1\r\nhost: todo.example\r\ncookie: ${cookie}\r\norigin: https://todo.example\r\n`
  const half = connect(own.port, '127.0.0.1')
  half.write(
    `${head('POST', '/api/u1/tasks')}content-type: application/json\r\ncontent-length: 50\r\n\r\n{"ti`,
  )
  const unanswered = connect(own.port, '127.0.0.1')
  unanswered.write(`${head('GET', '/api/u1/tasks')}\r\n`)
  await expect.poll(() => begun, { timeout: 20_000 }).toBe(1)
  half.destroy()
  unanswered.destroy()
  await expect.poll(() => own.lines.length, { timeout: 20_000 }).toBe(2)
  for (const line of own.lines) expect(line).toMatchObject({ level: 'info', status: 499 })
  expect(own.lines.map(({ method }) => method).sort()).toEqual(['GET', 'POST'])
  await own.close()
})

test('an answer that the backend breaks off is broken off, not passed as whole', async () => {
  backend.breaksOff()
  await expect(handle('/api/u1/tasks')).rejects.toThrow()
})

/** A backend that answers on a new connection and closes it at the next request. @returns how often it was asked */
const closesKept = async () => {
  let asked = 0
  const used = new WeakSet<Socket>()
  const server = createServer((request, response) => {
    asked += 1
    if (used.has(request.socket)) request.socket.destroy()
    else response.end('[]')
    used.add(request.socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, asked: () => asked, close: () => server.close() }
}

test.each([
  ['GET', 200, 3],
  ['POST', 503, 2],
])(
  'where the backend closes a kept connection, %s gets %i after %i requests',
  async (method, status, asked) => {
    const closing = await closesKept()
    const own = await servedProxy(closing.url)
    await own.ask('/api/u1/tasks')
    const body = method === 'POST' ? { body: '{}' } : {}
    expect((await own.ask('/api/u1/tasks', { method, ...body })).status).toBe(status)
    expect(closing.asked()).toBe(asked)
    await own.close()
    closing.close()
  },
)

test('a long answer arrives whole, also when its reader is slow', async () => {
  const body = Array.from({ length: 200_000 }, (_, n) => `task ${n}`)
  backend.answers({ body, headers: { 'content-length': String(JSON.stringify(body).length) } })
  const socket = connect(proxy.port, '127.0.0.1')
  socket.write(`GET /api/u1/tasks HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncookie: ${cookie}\r\n\r\n`)
  const parts: string[] = []
  for await (const part of socket.setEncoding('latin1')) {
    parts.push(part)
    await new Promise(setImmediate)
  }
  expect(parts.join('').match(/"task \d+"/g)).toHaveLength(body.length)
})
