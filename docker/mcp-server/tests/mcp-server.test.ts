import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import type { Database } from '@todo/database/database'
import { insertTask } from '@todo/database/tasks'
import { createUser } from '@todo/database/users'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AUTH_SECRET, tokens } from '../../tests/support/backend.ts'
import { tasksOf, testDatabase } from '../../tests/support/database.ts'
import { quiet } from '../../tests/support/logs.ts'
import { createMcpService } from '../src/mcp-service.ts'

let database: Database
let service: FastifyInstance
let url: string
let ann: string
let client: Client

beforeAll(async () => {
  database = await testDatabase()
  service = createMcpService({ database, logger: quiet(), authSecret: AUTH_SECRET, tasksPerUser: 150 })
  url = await service.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await service.close()
  await database.close()
})
beforeEach(async () => {
  ann = await newUser()
  client = await connect(await tokens.issue(ann))
  return () => client.close()
})

async function newUser(): Promise<string> {
  const user = await createUser(database, {
    email: `${crypto.randomUUID()}@example.com`,
    name: null,
    password_hash: '-',
  })
  return user?.id ?? ''
}

async function connect(token: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1.0.0' })
  const requestInit = { headers: { authorization: `Bearer ${token}` } }
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', url), { requestInit }))
  return client
}

/** Calls a tool. @returns its JSON, and whether it is an error */
async function call(name: string, args: Record<string, unknown>, by = client) {
  const { content, isError = false } = await by.callTool({ name, arguments: args })
  const [part] = content as { type: string; text: string }[]
  const text = part?.text ?? ''
  return { isError, result: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text }
}

describe('the tools', () => {
  it('are five, described, and none takes a user', async () => {
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual([
      'add_task',
      'list_tasks',
      'complete_task',
      'delete_task',
      'update_task',
    ])
    for (const { description, inputSchema } of tools) {
      expect(description).toMatch(/\.$/)
      expect(Object.keys(inputSchema.properties ?? {})).not.toContain('user_id')
    }
  })

  it('add, list, complete, change and delete', async () => {
    const { result } = await call('add_task', { title: ' Buy milk ', description: 'two litres' })
    const { task_id } = result
    expect(result).toEqual({ task_id: expect.any(Number), status: 'created', title: 'Buy milk' })
    expect((await call('list_tasks', {})).result).toEqual([
      { id: task_id, title: 'Buy milk', completed: false },
    ])
    expect((await call('complete_task', { task_id })).result).toMatchObject({ task_id, status: 'completed' })
    expect((await call('complete_task', { task_id })).result).toMatchObject({ task_id, status: 'completed' })
    expect((await call('list_tasks', { status: 'completed' })).result).toHaveLength(1)
    expect((await call('list_tasks', { status: 'pending' })).result).toEqual([])
    expect((await call('update_task', { task_id, title: 'Buy tea' })).result).toMatchObject({
      status: 'updated',
      title: 'Buy tea',
    })
    expect((await call('delete_task', { task_id })).result).toMatchObject({
      task_id,
      status: 'deleted',
      title: 'Buy tea',
    })
    expect(await tasksOf(database, ann)).toEqual([])
  })

  it('list at most 100 tasks, and go on after the last; the list itself is limited', async () => {
    for (let n = 1; n <= 150; n += 1) await insertTask(database, ann, { title: `Task ${n}` })
    const { result: first } = await call('list_tasks', {})
    expect(first).toHaveLength(100)
    const { result: rest } = await call('list_tasks', { after: first.at(-1).id })
    expect(rest.map(({ title }: { title: string }) => title)).toEqual(
      Array.from({ length: 50 }, (_, n) => `Task ${n + 101}`),
    )
    expect(await call('add_task', { title: 'One more' })).toMatchObject({
      isError: true,
      result: { error: 'too_many_tasks', message: expect.stringContaining('150') },
    })
  })

  it.each([
    ['complete_task', { task_id: 2_000_000_000 }, 'not_found'],
    ['delete_task', { task_id: 2_000_000_000 }, 'not_found'],
    ['update_task', { task_id: 2_000_000_000, title: 'x' }, 'not_found'],
    ['update_task', { task_id: 1 }, 'nothing_to_change'],
    ['add_task', { title: 'x', priority: 1 }, 'unknown_argument'],
  ])('%s %j fails with a hint', async (name, args, error) => {
    expect(await call(name, args)).toEqual({
      isError: true,
      result: { error, message: expect.any(String), hint: expect.stringMatching(/\w+ .+\.$/) },
    })
  })

  it.each([
    ['add_task', { title: '' }, /title must not be empty/],
    ['add_task', { title: 'x'.repeat(201) }, /at most 200 characters: shorten/],
    ['add_task', { title: 'x', description: 'x'.repeat(1001) }, /at most 1000 characters: shorten/],
    ['list_tasks', { status: 'maybe' }, /one of all, pending, completed/],
    ['delete_task', { task_id: 'milk' }, /call list_tasks/],
  ])('%s refuses wrong input and says what to fix', async (name, args, message) => {
    const { isError, result } = await call(name, args)
    expect(isError).toBe(true)
    expect(JSON.stringify(result)).toMatch(message)
  })
})

describe('identity', () => {
  it("comes from the token: another user's task is answered as absent", async () => {
    const bob = await newUser()
    const { id } = await insertTask(database, bob, { title: 'A secret of Bob' })
    for (const [name, more] of [
      ['complete_task', {}],
      ['delete_task', {}],
      ['update_task', { title: 'mine' }],
    ] as const) {
      const { isError, result } = await call(name, { task_id: id, ...more })
      expect([isError, result.error]).toEqual([true, 'not_found'])
    }
    expect((await call('list_tasks', {})).result).toEqual([])
    expect(await tasksOf(database, bob)).toMatchObject([{ title: 'A secret of Bob', completed: false }])
  })

  it("a model that names another user's id gets nothing", async () => {
    const bob = await newUser()
    await insertTask(database, bob, { title: 'A secret of Bob' })
    for (const [name, args] of [
      ['list_tasks', {}],
      ['add_task', { title: 'planted' }],
    ] as const) {
      const { isError, result } = await call(name, { ...args, user_id: bob })
      expect([isError, result.error]).toEqual([true, 'another_user'])
      expect(JSON.stringify(result)).not.toContain('secret')
    }
    expect(await tasksOf(database, bob)).toHaveLength(1)
    expect((await call('list_tasks', { user_id: ann })).isError).toBe(false)
  })

  it('of many at once is not mixed up', async () => {
    const users = await Promise.all(Array.from({ length: 8 }, newUser))
    await Promise.all(
      users.map(async (user) => {
        const own = await connect(await tokens.issue(user))
        for (let n = 0; n < 5; n += 1) await call('add_task', { title: `of ${user}` }, own)
        const { result } = await call('list_tasks', {}, own)
        expect(result.map((task: { title: string }) => task.title)).toEqual(Array(5).fill(`of ${user}`))
        await own.close()
      }),
    )
  })

  it('is needed: without a valid token nothing is answered', async () => {
    const old = await tokens.issue(ann, new Date('2020-01-01'))
    for (const token of ['', 'x', old]) await expect(connect(token)).rejects.toThrow()
    const answer = await service.inject({
      method: 'POST',
      url: '/mcp',
      payload: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
    })
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([401, 'application/problem+json'])
  })
})

describe('over HTTP', () => {
  it('answers any Host: the service name, and the pod address of a probe', async () => {
    for (const host of ['mcp-server:8001', '10.0.0.7:8001', 'mcp-server.todo.svc.cluster.local'])
      expect((await service.inject({ url: '/health', headers: { host } })).statusCode).toBe(200)
    const headers = {
      host: 'mcp-server:8001',
      authorization: `Bearer ${await tokens.issue(ann)}`,
      accept: 'application/json, text/event-stream',
    }
    const payload = { jsonrpc: '2.0', id: 1, method: 'tools/list' }
    expect((await service.inject({ method: 'POST', url: '/mcp', headers, payload })).statusCode).toBe(200)
  })

  it('refuses browsers, and sessions', async () => {
    const headers = { authorization: `Bearer ${await tokens.issue(ann)}`, origin: 'https://example.com' }
    expect((await service.inject({ method: 'POST', url: '/mcp', headers, payload: {} })).statusCode).toBe(403)
    for (const method of ['GET', 'DELETE'] as const)
      expect(await service.inject({ method, url: '/mcp' })).toMatchObject({
        statusCode: 405,
        headers: { allow: 'POST' },
      })
  })

  it.each([
    undefined,
    '{',
    'null',
    '[]',
    '7',
    '{"jsonrpc":"2.0"}',
    '{"jsonrpc":"2.0","id":1,"method":"no/such"}',
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"nope"}}',
  ])('answers the body %s without a 500', async (payload) => {
    const headers = {
      authorization: `Bearer ${await tokens.issue(ann)}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    }
    const answer = await service.inject({
      method: 'POST',
      url: '/mcp',
      headers,
      ...(payload === undefined ? {} : { payload }),
    })
    expect(answer.statusCode).toBeLessThan(500)
  })

  it('reports the health of its database', async () => {
    expect((await service.inject('/health/services')).json()).toEqual({
      status: 'ok',
      services: { database: { status: 'ok' } },
    })
  })
})
