import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import {
  NOWHERE,
  signedUp,
  type TestBackend,
  type TestUser,
  testBackend,
} from '../../tests/support/backend.ts'

/** An agent that answers as told and remembers what it was asked. */
let agent: FastifyInstance
let asked: { body: { message: string; history: unknown[] }; headers: Record<string, unknown> }[] = []
let answer: { status: number; body: unknown }
let system: TestBackend
let ann: TestUser

beforeAll(async () => {
  agent = Fastify()
  agent.post('/chat', async (request, reply) => {
    asked.push({ body: request.body as (typeof asked)[number]['body'], headers: request.headers })
    return reply.code(answer.status).send(answer.body)
  })
  system = await testBackend({ agentUrl: await agent.listen({ host: '127.0.0.1', port: 0 }) })
  ann = await signedUp(system.backend)
})
afterAll(async () => {
  await system.close()
  await agent.close()
})
beforeEach(() => {
  asked = []
  answer = {
    status: 200,
    body: {
      response: 'Hello',
      tool_calls: [{ name: 'add_task', arguments: { title: 'x' }, result: { task_id: 1 } }],
    },
  }
})

it('begins a conversation, resumes it with its history, lists and deletes it', async () => {
  const first = await ann.ask('POST', '~/chat', { message: 'Add x' })
  expect(first).toEqual({
    status: 200,
    body: { conversation_id: expect.any(Number), ...(answer.body as object) },
  })
  const { conversation_id } = first.body
  await ann.ask('POST', '~/chat', { message: 'And y', conversation_id })
  expect(asked.map(({ body }) => body)).toEqual([
    { message: 'Add x', history: [] },
    {
      message: 'And y',
      history: [
        { role: 'user', content: 'Add x' },
        { role: 'assistant', content: 'Hello' },
      ],
    },
  ])
  const messages = (await ann.ask('GET', `~/conversations/${conversation_id}/messages`)).body
  expect(messages.map(({ role, content }: Record<string, string>) => `${role}: ${content}`)).toEqual([
    'user: Add x',
    'assistant: Hello',
    'user: And y',
    'assistant: Hello',
  ])
  expect(messages[1].tool_calls).toEqual((answer.body as { tool_calls: unknown }).tool_calls)
  expect((await ann.ask('GET', '~/conversations')).body).toMatchObject([
    { id: conversation_id, title: 'Add x' },
  ])
  expect((await ann.ask('DELETE', `~/conversations/${conversation_id}`)).status).toBe(204)
  expect((await ann.ask('GET', `~/conversations/${conversation_id}/messages`)).status).toBe(404)
})

it('tells the agent at most the last 20 messages', async () => {
  const { conversation_id } = (await ann.ask('POST', '~/chat', { message: 'message 0' })).body
  for (let n = 1; n <= 12; n += 1)
    await ann.ask('POST', '~/chat', { message: `message ${n}`, conversation_id })
  const { history } = asked.at(-1)?.body ?? { history: [] }
  expect(history).toHaveLength(20)
  expect(history[0]).toEqual({ role: 'user', content: 'message 2' })
})

it("forwards the user's token and the request's id", async () => {
  const headers = { authorization: `Bearer ${ann.token}`, 'x-request-id': 'request-of-the-test' }
  const reply = await system.backend.inject({
    method: 'POST',
    url: `/api/${ann.id}/chat`,
    headers,
    payload: { message: 'hi' },
  })
  expect(reply.headers['x-request-id']).toBe('request-of-the-test')
  expect(asked[0]?.headers).toMatchObject(headers)
})

it("a foreign user's conversation is answered as absent", async () => {
  const { conversation_id } = (await ann.ask('POST', '~/chat', { message: 'private' })).body
  const bob = await signedUp(system.backend)
  for (const attempt of [
    bob.ask('POST', '~/chat', { message: 'hi', conversation_id }),
    bob.ask('GET', `~/conversations/${conversation_id}/messages`),
    bob.ask('DELETE', `~/conversations/${conversation_id}`),
  ])
    expect(await attempt).toMatchObject({ status: 404, body: { reason: 'conversation_not_found' } })
  expect((await ann.ask('GET', `~/conversations/${conversation_id}/messages`)).status).toBe(200)
})

it.each([
  [
    'the reason of an agent that gives one',
    { status: 503, body: { reason: 'model_timeout', detail: 'Slow.' } },
    'model_timeout',
  ],
  ['an agent that fails', { status: 500, body: 'oops' }, 'agent_unexpected'],
  ['an agent that talks nonsense', { status: 200, body: { hello: 1 } }, 'agent_unexpected'],
])('passes on %s, and takes the message back', async (_, bad, reason) => {
  const { conversation_id } = (await ann.ask('POST', '~/chat', { message: 'good' })).body
  const before = (await ann.ask('GET', '~/conversations')).body.length
  answer = bad
  const failed = await ann.ask('POST', '~/chat', { message: 'lost', conversation_id })
  expect(failed).toMatchObject({ status: 503, body: { reason } })
  expect((await ann.ask('GET', `~/conversations/${conversation_id}/messages`)).body).toHaveLength(2)
  await ann.ask('POST', '~/chat', { message: 'lost too' })
  expect((await ann.ask('GET', '~/conversations')).body).toHaveLength(before)
})

it('stores what a model says even where PostgreSQL could not', async () => {
  answer = {
    status: 200,
    body: { response: 'a\0b', tool_calls: [{ name: 'x', arguments: { text: '\0\ud800' }, result: null }] },
  }
  expect((await ann.ask('POST', '~/chat', { message: 'hi' })).status).toBe(200)
})

it('without an agent answers 503 with the reason, while liveness stays green', async () => {
  const alone = await testBackend({ agentUrl: NOWHERE })
  const user = await signedUp(alone.backend)
  const failed = await user.ask('POST', '~/chat', { message: 'hi' })
  expect(failed).toMatchObject({ status: 503, body: { reason: 'agent_unreachable' } })
  expect((await user.ask('GET', '/health')).status).toBe(200)
  expect((await user.ask('GET', '/ready')).status).toBe(200)
  expect(await user.ask('GET', '/health/services')).toMatchObject({
    status: 503,
    body: {
      status: 'unavailable',
      services: { database: { status: 'ok' }, 'ai-agent': { status: 'unavailable' } },
    },
  })
  await alone.close()
})
