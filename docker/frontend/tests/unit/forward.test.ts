import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { answering } from '../../server/answer.ts'
import { bodyLimit } from '../../server/body.ts'
import { forward, routeName } from '../../server/forward.ts'
import { loopbackBackend } from './loopback-backend.ts'
import { request, token } from './requests.ts'

const handle = answering(routeName, forward)
let backend: Awaited<ReturnType<typeof loopbackBackend>>

beforeAll(async () => {
  backend = await loopbackBackend()
  process.env['LOG_LEVEL'] = 'silent'
})
beforeEach(() => {
  process.env['BACKEND_URL'] = backend.url
  backend.answers({ body: [] })
})
afterAll(() => backend.close())

test('a request arrives with the session as Bearer token, its body and its id, and without cookies', async () => {
  backend.answers({ status: 201, body: { id: 7 }, headers: { 'set-cookie': 'x=1', server: 'secret' } })
  const body = '{"title":"Buy milk"}'
  const asked = request('/api/u1/tasks', { method: 'POST', body, headers: { 'x-request-id': 'request-1' } })
  const response = await handle(asked)
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
  expect(Object.fromEntries(response.headers)).toEqual({
    'cache-control': 'no-store',
    'content-type': 'application/json',
    'x-request-id': 'request-1',
  })
})

test('a malformed request id is replaced, an authorization of the browser is not passed on', async () => {
  const headers = { 'x-request-id': 'bad id\twith spaces', authorization: 'Bearer mine' }
  const response = await handle(request('/api/u1/tasks', { headers }))
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
  expect((await handle(request(path, { method }))).status).toBe(200)
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
  const response = await handle(request(path, { method }))
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
    const response = await handle(request(path, { method, headers }))
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ reason: 'cross_origin', status: 403 })
  }
  expect(backend.seen).toEqual([])
})

test('the address an ingress names counts as the host', async () => {
  const headers = { host: 'frontend:3000', 'x-forwarded-host': 'todo.example' }
  expect((await handle(request('/api/u1/tasks', { method: 'POST', body: '{}', headers }))).status).toBe(200)
})

test.each([
  ['no cookie', null],
  ['an empty one', 'todo_token='],
  ['one that would break a header', 'todo_token=a b'],
])('without a session (%s) the answer is 401', async (_, cookie) => {
  const response = await handle(request('/api/u1/tasks', { headers: { cookie } }))
  expect(response.status).toBe(401)
  expect(backend.seen).toEqual([])
})

test('a body beyond the limit is refused, with or without an honest length', async () => {
  const body = JSON.stringify({ message: 'x'.repeat(bodyLimit) })
  for (const headers of [{}, { 'content-length': '10' }, { 'content-length': String(body.length) }]) {
    const response = await handle(request('/api/u1/chat', { method: 'POST', body, headers }))
    expect(response.status).toBe(413)
  }
  expect(backend.seen).toEqual([])
})

test('a 401 of the backend ends the session', async () => {
  backend.answers({ status: 401, body: { title: 'Unauthorized' } })
  const response = await handle(request('/api/u1/tasks'))
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
  const response = await handle(request('/api/u1/chat', { method: 'POST', body: '{}' }))
  expect(response.status).toBe(429)
  expect(response.headers.get('retry-after')).toBe('30')
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(await response.json()).toEqual(problem)
})

test('a 204 has no body', async () => {
  backend.answers({ status: 204 })
  const response = await handle(request('/api/u1/tasks/1', { method: 'DELETE' }))
  expect(response.status).toBe(204)
  expect(response.body).toBeNull()
})

test('a backend that is down is a 503 with a reason, and its address is not told', async () => {
  process.env['BACKEND_URL'] = 'http://127.0.0.1:9'
  const response = await handle(request('/api/u1/tasks'))
  expect(response.status).toBe(503)
  const text = await response.text()
  expect(JSON.parse(text)).toMatchObject({ status: 503, reason: 'backend_unreachable' })
  expect(text).not.toContain('127.0.0.1')
})

test('a redirect of the backend is not followed', async () => {
  backend.answers({ status: 302, headers: { location: 'http://127.0.0.1:9/' } })
  expect((await handle(request('/api/u1/tasks'))).status).toBe(503)
})
