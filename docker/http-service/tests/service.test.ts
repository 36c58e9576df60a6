import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { createService } from '@todo/http-service/service'
import { ProblemError, problem } from '@todo/shared/problem'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keptLogs } from '../../tests/support/logs.ts'

const { logger, lines } = keptLogs()
let service: FastifyInstance
beforeAll(async () => {
  service = createService({ name: 'test', logger, bodyLimit: 1000 })
  service.post('/echo', async (request) => ({ body: request.body ?? null }))
  service.get('/broken', async () => {
    throw new Error('a secret detail')
  })
  service.get('/known', async () => {
    throw new ProblemError(problem(409, 'taken', 'It is taken.'), { headers: { 'retry-after': '3' } })
  })
  for (const method of ['GET', 'PATCH'] as const)
    service.route({ method, url: '/things/:id', handler: async () => 'a thing' })
  service.get('/health.json', async () => 'well')
  await service.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => service.close())

const post = (payload: string, type = 'application/json') =>
  service.inject({ method: 'POST', url: '/echo', payload, headers: { 'content-type': type } })

it.each([
  ['{"a":', 'application/json', 400, 'malformed_json'],
  ['{"__proto__":{}}', 'application/json', 400, 'malformed_json'],
  ['a=b', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
  ['a', 'text/plain', 415, 'unsupported_media_type'],
  [`"${'x'.repeat(1000)}"`, 'application/json', 413, 'body_too_large'],
])('%s as %s is a %i, %s', async (payload, type, status, reason) => {
  const answer = await post(payload, type)
  expect(answer.headers['content-type']).toBe('application/problem+json')
  expect(answer.json()).toEqual({
    type: 'about:blank',
    title: expect.any(String),
    status,
    reason,
    detail: expect.any(String),
    request_id: answer.headers['x-request-id'],
  })
})

it('an empty body counts as none', async () => {
  expect((await post('')).json()).toEqual({ body: null })
})

it('a known problem keeps its words and headers; an unknown error shows nothing, but is logged', async () => {
  const known = await service.inject('/known')
  expect([known.statusCode, known.headers['retry-after'], known.json().reason]).toEqual([409, '3', 'taken'])
  const broken = await service.inject('/broken')
  expect(broken.json()).toMatchObject({ status: 500, reason: 'internal_error' })
  expect(broken.body).not.toContain('secret')
  expect(lines.join('')).toContain('a secret detail')
})

it.each([
  ['GET /%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 'malformed_url'],
  ['hello\r\n\r\n', 'malformed_request'],
  [`GET / HTTP/1.1\r\nhost: x\r\nlong: ${'x'.repeat(20_000)}\r\n\r\n`, 'malformed_request'],
  [`GET /${'x'.repeat(5000)} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`, 'no_such_path'],
])('answers what is hardly HTTP with a problem', async (text, reason) => {
  const socket = connect((service.server.address() as AddressInfo).port, '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', (part: string) => {
    answer += part
  })
  socket.write(text)
  await once(socket, 'close')
  expect(answer).toMatch(/^HTTP\/1\.1 40[04] /)
  expect(answer).toContain(`"reason":"${reason}"`)
})

it.each([
  ['PUT', '/echo', 'POST'],
  ['HEAD', '/known', 'GET'],
  ['DELETE', '/things/7', 'GET, PATCH'],
  ['POST', '/health.json?a=b', 'GET'],
])('%s %s is a 405 that names %s', async (method, url, allow) => {
  const answer = await service.inject({ method: method as 'PUT', url })
  expect([answer.statusCode, answer.headers.allow]).toEqual([405, allow])
  if (method !== 'HEAD') expect(answer.json()).toMatchObject({ status: 405, reason: 'method_not_allowed' })
})

it.each(['/things', '/things/7/8', '/healthxjson', '/unknown'])('DELETE %s is a 404', async (url) => {
  expect((await service.inject({ method: 'DELETE', url })).statusCode).toBe(404)
})
