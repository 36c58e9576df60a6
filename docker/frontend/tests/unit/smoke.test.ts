import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { answering } from '../../server/answer.ts'
import { smoke } from '../../server/smoke.ts'
import { loopbackBackend } from './loopback-backend.ts'
import { request } from './requests.ts'

const handle = answering('/api/smoke', smoke)
const asked = () => handle(request('/api/smoke', { headers: { cookie: null } }))
let backend: Awaited<ReturnType<typeof loopbackBackend>>

beforeAll(async () => {
  backend = await loopbackBackend()
  process.env['LOG_LEVEL'] = 'silent'
})
beforeEach(() => {
  process.env['BACKEND_URL'] = backend.url
})
afterAll(() => backend.close())

test('everything well is a 200', async () => {
  backend.answers({ body: { status: 'ok', services: { database: { status: 'ok' } } } })
  const response = await asked()
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({
    service: 'frontend',
    status: 'ok',
    services: { backend: { status: 'ok', services: { database: { status: 'ok' } } } },
  })
  expect(backend.seen).toMatchObject([{ method: 'GET', url: '/health/services' }])
})

test('the deepest service that is not well is the reason of the 503', async () => {
  const server = {
    status: 'unavailable',
    services: { database: { status: 'unavailable', reason: 'timeout' } },
  }
  const agent = { status: 'unavailable', services: { 'mcp-server': server } }
  const services = { database: { status: 'ok' }, 'ai-agent': agent }
  backend.answers({ status: 503, body: { status: 'unavailable', services } })
  const response = await asked()
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({ status: 'unavailable', reason: 'database: timeout' })
})

test('a backend that is down is the reason itself', async () => {
  process.env['BACKEND_URL'] = 'http://127.0.0.1:9'
  const response = await asked()
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({ reason: expect.stringMatching(/^backend: /) })
})
