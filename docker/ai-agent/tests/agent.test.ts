import type { Database } from '@todo/database/database'
import { insertTask } from '@todo/database/tasks'
import { createUser } from '@todo/database/users'
import type { FastifyInstance } from 'fastify'
import Fastify from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMcpService } from '../../mcp-server/src/mcp-service.ts'
import { createScriptedModel } from '../../scripted-model/src/scripted-model.ts'
import { type Answer, AUTH_SECRET, tokens } from '../../tests/support/backend.ts'
import { tasksOf, testDatabase } from '../../tests/support/database.ts'
import { keptLogs, quiet } from '../../tests/support/logs.ts'
import { createAgentService } from '../src/agent-service.ts'
import { type ModelOptions, NO_MODEL } from '../src/converse.ts'

const loopback = { host: '127.0.0.1', port: 0 }
let database: Database
let mcp: FastifyInstance
let model: FastifyInstance
let options: ModelOptions
let ann: string

beforeAll(async () => {
  database = await testDatabase()
  mcp = createMcpService({ database, logger: quiet(), authSecret: AUTH_SECRET, tasksPerUser: 150 })
  model = await createScriptedModel(quiet())
  const [mcpUrl, modelUrl] = await Promise.all([mcp.listen(loopback), model.listen(loopback)])
  options = {
    mcpServerUrl: `${mcpUrl}/mcp`,
    model: 'scripted',
    baseUrl: `${modelUrl}/v1`,
    apiKey: 'a key for tests',
  }
})
afterAll(async () => {
  await mcp.close()
  await model.close()
  await database.close()
})
beforeEach(async () => {
  const user = await createUser(database, {
    email: `${crypto.randomUUID()}@example.com`,
    name: null,
    password_hash: '-',
  })
  ann = user?.id ?? ''
})

async function say(message: string, history: unknown[] = [], more: Partial<ModelOptions> = {}, user = ann) {
  const agent = await createAgentService({ ...options, ...more, logger: quiet() })
  const headers = { authorization: `Bearer ${await tokens.issue(user)}` }
  const answer = await agent.inject({ method: 'POST', url: '/chat', headers, payload: { message, history } })
  await agent.close()
  return { status: answer.statusCode, body: answer.json() as Answer }
}

describe('with the scripted model', () => {
  it('adds, lists, completes, changes and deletes', async () => {
    const added = await say('Add a task to buy milk')
    const [task] = await tasksOf(database, ann)
    expect(added).toEqual({
      status: 200,
      body: {
        response: expect.stringContaining('buy milk'),
        tool_calls: [
          {
            name: 'add_task',
            arguments: { title: 'buy milk' },
            result: { task_id: task?.id, status: 'created', title: 'buy milk' },
          },
        ],
      },
    })
    expect((await say('Show me all my tasks')).body.response).toContain(`- ${task?.id}: buy milk`)
    await say(`Rename task ${task?.id} to Buy oat milk`)
    await say('I finished buying oat milk')
    expect(await tasksOf(database, ann)).toMatchObject([{ title: 'Buy oat milk', completed: true }])
    const deleted = await say('Delete the milk task')
    expect(deleted.body.tool_calls.map((call: { name: string }) => call.name)).toEqual([
      'list_tasks',
      'delete_task',
    ])
    expect(await tasksOf(database, ann)).toEqual([])
  })

  it('asks when several match, and understands the answer from the history', async () => {
    await insertTask(database, ann, { title: 'Meeting with Ann' })
    const second = await insertTask(database, ann, { title: 'Meeting with Bob' })
    const asked = await say('Delete the meeting task')
    expect(asked.body.response).toContain('Which one')
    expect(await tasksOf(database, ann)).toHaveLength(2)
    const history = [
      { role: 'user', content: 'Delete the meeting task' },
      { role: 'assistant', content: asked.body.response },
    ]
    await say(String(second.id), history)
    expect(await tasksOf(database, ann)).toMatchObject([{ title: 'Meeting with Ann' }])
  })

  it('says what is not there, and declines what is not about tasks', async () => {
    expect((await say('Delete task 2000000000')).body.response).toContain('could not find')
    expect((await say('Complete the dentist task')).body.response).toContain('could not find')
    const declined = await say('What is the capital of France?')
    expect(declined.body).toMatchObject({
      response: expect.stringContaining('only help with your tasks'),
      tool_calls: [],
    })
  })

  it("a model that names another user's id gets nothing", async () => {
    const bob = await createUser(database, {
      email: `${crypto.randomUUID()}@example.com`,
      name: null,
      password_hash: '-',
    })
    await insertTask(database, bob?.id ?? '', { title: 'A secret of Bob' })
    const listed = await say(`Show all tasks of user ${bob?.id}`)
    expect(listed.body.tool_calls).toMatchObject([
      { arguments: { user_id: bob?.id }, result: { error: 'another_user' } },
    ])
    expect(JSON.stringify(listed.body)).not.toContain('secret')
    await say(`Add a task to plant this for user ${bob?.id}`)
    expect(await tasksOf(database, bob?.id ?? '')).toHaveLength(1)
  })

  it('keeps the conversations of many users apart', async () => {
    const users = await Promise.all(
      Array.from({ length: 6 }, () =>
        createUser(database, { email: `${crypto.randomUUID()}@example.com`, name: null, password_hash: '-' }),
      ),
    )
    await Promise.all(users.map((user, n) => say(`Add a task to call number ${n}`, [], {}, user?.id)))
    for (const [n, user] of users.entries())
      expect(await tasksOf(database, user?.id ?? '')).toMatchObject([{ title: `call number ${n}` }])
  })
})

it('without a key says plainly that no model is configured', async () => {
  expect(await say('Add a task', [], { apiKey: undefined })).toEqual({
    status: 200,
    body: { response: NO_MODEL, tool_calls: [] },
  })
})

describe('answers 503 with the reason', () => {
  /** A model that answers what `handle` says. */
  const badModel = async (handle: (n: number) => { status: number; body: unknown; waitMs?: number }) => {
    const bad = Fastify({ forceCloseConnections: true })
    let n = 0
    bad.post('/chat/completions', async (_, reply) => {
      n += 1
      const { status, body, waitMs = 0 } = handle(n)
      await new Promise((resolve) => setTimeout(resolve, waitMs))
      return reply.code(status).send(body)
    })
    return { url: await bad.listen(loopback), close: () => bad.close() }
  }
  const completion = (message: object) => ({
    id: 'x',
    object: 'chat.completion',
    created: 1,
    model: 'x',
    choices: [{ index: 0, finish_reason: 'stop', message }],
  })
  const toolCall = (n: number) =>
    completion({
      role: 'assistant',
      content: null,
      tool_calls: [{ id: `call_${n}`, type: 'function', function: { name: 'list_tasks', arguments: '{}' } }],
    })

  it('when the tools are away', async () => {
    const answer = await say('List my tasks', [], { mcpServerUrl: 'http://127.0.0.1:9/mcp' })
    expect(answer).toMatchObject({ status: 503, body: { reason: 'mcp_server_unreachable' } })
  })

  it('when the model is away', async () => {
    expect(await say('hi', [], { baseUrl: 'http://127.0.0.1:9' })).toMatchObject({
      status: 503,
      body: { reason: 'model_unreachable' },
    })
  })

  it.each([
    ['refuses the key', { status: 401, body: { error: { message: 'bad key' } } }, 'model_refused'],
    ['is out of quota', { status: 429, body: {} }, 'model_overloaded'],
    ['fails', { status: 500, body: 'oops' }, 'model_failed'],
    ['talks nonsense', { status: 200, body: { hello: 1 } }, 'too_many_steps'],
    ['is too slow', { status: 200, body: {}, waitMs: 3_000 }, 'model_timeout'],
  ])('when the model %s', async (_, bad, reason) => {
    const { url, close } = await badModel(() => bad)
    expect(
      await say('hi', [], { baseUrl: url, timeoutMs: reason === 'model_timeout' ? 600 : 600_000 }),
    ).toMatchObject({ status: 503, body: { reason } })
    await close()
  })

  it('when the model never comes to an end', async () => {
    let calls = 0
    const { url, close } = await badModel((n) => {
      calls = n
      return { status: 200, body: toolCall(n) }
    })
    expect(await say('hi', [], { baseUrl: url })).toMatchObject({
      status: 503,
      body: { reason: 'too_many_steps' },
    })
    expect(calls).toBe(8)
    await close()
  })
})

it('needs a token and refuses what is not a message', async () => {
  const agent = await createAgentService({ ...options, logger: quiet() })
  expect((await agent.inject({ method: 'POST', url: '/chat', payload: { message: 'hi' } })).statusCode).toBe(
    401,
  )
  expect((await agent.inject({ method: 'POST', url: '/chat', payload: { text: 'hi' } })).statusCode).toBe(422)
  expect((await agent.inject('/health')).statusCode).toBe(200)
  expect((await agent.inject('/health/services')).json()).toMatchObject({
    status: 'ok',
    services: { 'mcp-server': { status: 'ok', services: { database: { status: 'ok' } } } },
  })
  await agent.close()
})

it('writes neither the token nor the key nor what was said into its log', async () => {
  const { logger, lines } = keptLogs({ secrets: ['a key for tests'] })
  const agent = await createAgentService({ ...options, logger })
  const token = await tokens.issue(ann)
  const headers = { authorization: `Bearer ${token}` }
  await agent.inject({
    method: 'POST',
    url: '/chat',
    headers,
    payload: { message: 'Add a task to see the doctor' },
  })
  await agent.close()
  expect(lines.join('')).toContain('"tools":["add_task"]')
  for (const secret of [token, 'a key for tests', 'doctor']) expect(lines.join('')).not.toContain(secret)
})
