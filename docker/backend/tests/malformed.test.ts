import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signedUp, type TestBackend, type TestUser, testBackend } from '../../tests/support/backend.ts'

let system: TestBackend
let ann: TestUser
beforeAll(async () => {
  system = await testBackend()
  ann = await signedUp(system.backend)
})
afterAll(() => system.close())

const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS')
const hostile = fc.constantFrom(
  '0',
  '-1',
  '1.5',
  '99999999999999999999',
  '%00',
  '%',
  '..',
  "1'--",
  'NaN',
  '٣',
  ' ',
  'true',
)
const segment = fc.oneof(
  hostile,
  fc.string({ unit: 'binary', maxLength: 30 }).map(encodeURIComponentSafely),
  fc.nat().map(String),
)
const place = fc.constantFrom('tasks', 'tasks/', 'chat', 'conversations', 'conversations/', '')
const path = fc.tuple(
  place,
  segment,
  fc.constantFrom('', '/complete', '/messages', '?status=', '?status[]=a', '?%'),
)
const key = fc.constantFrom(
  'title',
  'description',
  'completed',
  'message',
  'conversation_id',
  'email',
  'password',
  '__proto__',
  'x',
)
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary' }),
  fc.constant('\0'),
  fc.constant(2 ** 53),
)
const json = fc.oneof(
  fc.dictionary(key, value).map((body) => JSON.stringify(body)),
  fc.jsonValue().map((body) => JSON.stringify(body)),
)
const body = fc.oneof(
  { weight: 4, arbitrary: json },
  fc.string(),
  fc.constant('{"__proto__":{"a":1}}'),
  fc.constant('{'),
  fc.constant('x'.repeat(70_000)),
)
const type = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'multipart/form-data',
  'application/xml',
  '',
  'garbage',
)
const authorization = fc.oneof(
  { weight: 6, arbitrary: fc.constant('ann') },
  fc.string().filter((text) => !/[^\x20-\x7e]/.test(text)),
)

/** Lone surrogates cannot be encoded; they become what a broken client would send. */
function encodeURIComponentSafely(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80'
}

it('1,000 malformed requests bring problems, and no 500', async () => {
  const seen = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(
      method,
      path,
      body,
      type,
      authorization,
      async (method, [place, segment, end], body, type, auth) => {
        const owner = segment.length % 5 === 0 ? segment : ann.id
        const paths = [
          `/api/${owner}/${place}${place.endsWith('/') ? segment : ''}${end}`,
          '/api/auth/signup',
          '/api/auth/signin',
        ]
        const url = paths[body.length % 7 === 0 ? (segment.length % 2) + 1 : 0] as string
        const request: InjectOptions = {
          method,
          url,
          headers: {
            authorization: auth === 'ann' ? `Bearer ${ann.token}` : auth,
            ...(type === '' ? {} : { 'content-type': type }),
          },
          ...(method === 'GET' || method === 'HEAD' ? {} : { payload: body }),
        }
        // The one thing that may not happen to the account under test.
        fc.pre(!(method === 'DELETE' && new RegExp(`^/api/${ann.id}/?(\\?.*)?$`).test(url)))
        const answer = await system.backend.inject(request)
        seen.set(answer.statusCode, (seen.get(answer.statusCode) ?? 0) + 1)
        expect(answer.statusCode, `${method} ${url} ${body.slice(0, 200)}`).not.toBe(500)
        if (answer.statusCode < 400 || method === 'HEAD') return
        expect(answer.headers['content-type']).toBe('application/problem+json')
        expect(answer.json()).toMatchObject({
          status: answer.statusCode,
          reason: expect.stringMatching(/^[a-z_]+$/),
        })
      },
    ),
    { numRuns: 1000 },
  )
  // The requests must have got to where mistakes can be made, not only to the door.
  for (const status of [400, 401, 403, 404, 415, 422])
    expect(seen.get(status) ?? 0, `answers ${status}`).toBeGreaterThan(0)
})

it('a body beyond the limit is refused', async () => {
  const answer = await ann.ask('POST', '~/tasks', { title: 'x', description: 'x'.repeat(70_000) })
  expect(answer).toMatchObject({ status: 413, body: { reason: 'body_too_large' } })
})
