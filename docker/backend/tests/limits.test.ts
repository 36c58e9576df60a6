import { MESSAGES_PAGE, REPLY_MAX, TOOL_CALLS_MAX } from '@todo/database/limits'
import { addMessage } from '@todo/database/messages'
import { insertTask } from '@todo/database/tasks'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signedUp, type TestBackend, type TestUser, testBackend } from '../../tests/support/backend.ts'

const limits = {
  tasksPerUser: 20,
  conversationsPerUser: 3,
  messagesPerConversation: 4,
}
let reply: object = { response: 'Hello', tool_calls: [] }
let agent: FastifyInstance
let system: TestBackend
/** An agent that answers when it is told to. */
const waiting: (() => void)[] = []
const slowAgent = Fastify()
slowAgent.post('/chat', async () => {
  await new Promise<void>((resolve) => waiting.push(resolve))
  return reply
})

beforeAll(async () => {
  agent = Fastify()
  agent.post('/chat', async () => reply)
  system = await testBackend({ limits, agentUrl: await agent.listen({ host: '127.0.0.1', port: 0 }) })
})
afterAll(async () => {
  await system.close()
  await agent.close()
  await slowAgent.close()
})

/** One request, with its Link header. */
const page = async (user: TestUser, url: string) => {
  const headers = { authorization: `Bearer ${user.token}` }
  const answer = await system.backend.inject({ url: url.replace(/^~/, `/api/${user.id}`), headers })
  const [, next] = /^<([^>]+)>; rel="(?:next|prev)"$/.exec(String(answer.headers['link'] ?? '')) ?? []
  return { status: answer.statusCode, rows: answer.json() as { id: number; title: string }[], next }
}

/** Follows the links to the end. */
const pages = async (user: TestUser, first: string) => {
  const all = []
  for (let url: string | undefined = first; url !== undefined; ) {
    const { rows, next } = await page(user, url)
    all.push(rows)
    url = next
  }
  return all
}

it('a user has at most so many tasks, also when many requests come at once', async () => {
  const ann = await signedUp(system.backend)
  const answers = await Promise.all(
    Array.from({ length: 25 }, () => ann.ask('POST', '~/tasks', { title: 'One more' })),
  )
  const counted = (status: number) => answers.filter((answer) => answer.status === status).length
  expect([counted(201), counted(409)]).toEqual([20, 5])
  const [refused] = answers.filter(({ status }) => status === 409)
  expect(refused?.body).toMatchObject({
    reason: 'too_many_tasks',
    detail: 'You have 20 tasks, which is the limit; delete one first.',
  })
  const { body } = await ann.ask('GET', '~/tasks')
  await ann.ask('DELETE', `~/tasks/${body[0].id}`)
  expect((await ann.ask('POST', '~/tasks', { title: 'Again' })).status).toBe(201)
})

it('tasks come in pages of at most 500, each with a link to the next', async () => {
  const ann = await signedUp(system.backend)
  for (let n = 1; n <= 7; n += 1) await insertTask(system.database, ann.id, { title: `Task ${n}` })
  expect(await page(ann, '~/tasks')).toMatchObject({ next: undefined, rows: { length: 7 } })
  const byThree = await pages(ann, '~/tasks?limit=3&status=pending')
  expect(byThree.map((rows) => rows.map(({ title }) => title.at(-1)).join(''))).toEqual(['123', '456', '7'])
  expect(await page(ann, '~/tasks?limit=7')).toMatchObject({ next: undefined })
  for (const query of ['limit=501', 'limit=0', 'limit=x', 'after=-1', 'after=x'])
    expect((await page(ann, `~/tasks?${query}`)).status, query).toBe(422)
})

it('conversations and their messages are limited and come in pages', async () => {
  const ann = await signedUp(system.backend)
  const say = (message: string, conversation_id?: number) =>
    ann.ask('POST', '~/chat', { message, conversation_id })
  const first = (await say('1')).body.conversation_id
  await say('2')
  await say('3')
  expect(await say('4')).toMatchObject({ status: 409, body: { reason: 'too_many_conversations' } })
  expect((await pages(ann, '~/conversations?limit=2')).map((rows) => rows.map(({ title }) => title))).toEqual(
    [['3', '2'], ['1']],
  )
  expect((await say('more', first)).status).toBe(200)
  expect(await say('too much', first)).toMatchObject({ status: 409, body: { reason: 'conversation_full' } })
  const messages = await pages(ann, `~/conversations/${first}/messages?limit=3`)
  expect(messages.map((rows) => rows.length)).toEqual([3, 1])
  expect(messages.flat().map(({ id }) => id)).toHaveLength(new Set(messages.flat().map(({ id }) => id)).size)
  expect((await page(ann, `~/conversations/${first}/messages?limit=${MESSAGES_PAGE + 1}`)).status).toBe(422)
  expect((await page(ann, '~/conversations?limit=101')).status).toBe(422)
})

it("an assistant's reply is stored up to a length, and its tool calls up to a size", async () => {
  const ann = await signedUp(system.backend)
  const call = { name: 'list_tasks', arguments: {}, result: 'x'.repeat(TOOL_CALLS_MAX) }
  reply = { response: '🦊'.repeat(REPLY_MAX), tool_calls: [{ ...call, result: 'short' }, call] }
  const { body } = await ann.ask('POST', '~/chat', { message: 'hi' })
  reply = { response: 'Hello', tool_calls: [] }
  const stored = (await ann.ask('GET', `~/conversations/${body.conversation_id}/messages`)).body[1]
  expect(stored.content).toBe(body.response)
  expect(stored.content).toHaveLength(REPLY_MAX)
  expect(stored.tool_calls).toEqual([
    { ...call, result: 'short' },
    { name: 'list_tasks', arguments: null, result: null },
  ])
  expect(
    (
      await ann.ask('POST', '~/chat', {
        message: 'and?',
        ...body,
        response: undefined,
        tool_calls: undefined,
      })
    ).status,
  ).toBe(200)
})

it('one user has at most so many requests in progress; others are not held up', async () => {
  const { backend, close } = await testBackend({
    limits: { requestsAtOncePerUser: 2 },
    agentUrl: await slowAgent.listen({ host: '127.0.0.1', port: 0 }),
  })
  const [ann, bob] = [await signedUp(backend), await signedUp(backend)]
  const inProgress = [1, 2].map((n) => ann.ask('POST', '~/chat', { message: `Question ${n}` }))
  await expect.poll(() => waiting.length, { timeout: 50_000 }).toBe(2)
  expect(await ann.ask('GET', '~/tasks')).toMatchObject({ status: 429, body: { reason: 'too_many_at_once' } })
  expect((await bob.ask('GET', '~/tasks')).status).toBe(200)
  for (const answer of waiting) answer()
  expect((await Promise.all(inProgress)).map(({ status }) => status)).toEqual([200, 200])
  expect((await ann.ask('GET', '~/tasks')).status).toBe(200)
  await close()
})

it('the longest messages fit into what the agent takes as history', async () => {
  const ann = await signedUp(system.backend)
  const { conversation_id } = (await ann.ask('POST', '~/chat', { message: 'hi' })).body
  const id = await addMessage(system.database, {
    user_id: ann.id,
    conversation_id,
    role: 'assistant',
    content: 'x'.repeat(REPLY_MAX + 1),
  })
  const { body } = await ann.ask('GET', `~/conversations/${conversation_id}/messages`)
  expect(body.find((message: { id: number }) => message.id === id).content).toHaveLength(20_000)
})
