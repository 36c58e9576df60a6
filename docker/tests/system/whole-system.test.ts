import { afterAll, beforeAll, expect, it } from 'vitest'
import { AUTH_SECRET } from '../support/backend.ts'
import { emptyDatabase } from '../support/database.ts'
import { type Started, spawnService, startService } from '../support/process.ts'

/** All services as processes of their own, as in their containers: what a user asks reaches the database and comes back. */
let running: Started[] = []
let backend: Started
let mcp: Started
let DATABASE_URL: string

beforeAll(async () => {
  DATABASE_URL = await emptyDatabase()
  const migration = spawnService('backend', { DATABASE_URL }, 'src/migrate.ts')
  expect(await migration.ended, migration.output()).toBe(0)
  const model = await startService('scripted-model', {})
  mcp = await startService('mcp-server', { DATABASE_URL, AUTH_SECRET })
  const agent = await startService('ai-agent', {
    MCP_SERVER_URL: `${mcp.url}/mcp`,
    OPENAI_BASE_URL: `${model.url}/v1`,
    OPENAI_API_KEY: 'a key for tests',
  })
  backend = await startService('backend', { DATABASE_URL, AUTH_SECRET, AGENT_URL: agent.url })
  running = [backend, agent, mcp, model]
})
afterAll(async () => {
  for (const service of running) service.signal('SIGINT')
  await Promise.all(running.map(({ ended }) => ended))
})

async function ask(
  method: string,
  path: string,
  token = '',
  body?: object,
  requestId = crypto.randomUUID() as string,
) {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'x-request-id': requestId,
  }
  const answer = await fetch(backend.url + path, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
}

const signUp = async () => {
  const email = `${crypto.randomUUID()}@example.com`
  const { body } = await ask('POST', '/api/auth/signup', '', { email, password: 'correct horse' })
  return { token: body.token as string, path: `/api/${body.user.id}` }
}

it('chat -> agent -> tools -> database, and back', async () => {
  const { token, path } = await signUp()
  const first = await ask(
    'POST',
    `${path}/chat`,
    token,
    { message: 'Add a task to buy milk' },
    'one-id-through-all',
  )
  expect(first).toMatchObject({
    status: 200,
    body: { tool_calls: [{ name: 'add_task', result: { status: 'created' } }] },
  })
  expect((await ask('GET', `${path}/tasks`, token)).body).toMatchObject([{ title: 'buy milk' }])
  const { conversation_id } = first.body
  await ask('POST', `${path}/chat`, token, { message: 'I finished buying milk', conversation_id })
  expect((await ask('GET', `${path}/tasks?status=completed`, token)).body).toHaveLength(1)
  expect((await ask('GET', `${path}/conversations/${conversation_id}/messages`, token)).body).toHaveLength(4)
  // One request, one id, in the log of each service on its way.
  for (const { output } of running.slice(0, 3))
    await expect.poll(output).toContain('"request_id":"one-id-through-all"')
})

it('reports the health of everything behind, each through the one before', async () => {
  expect((await ask('GET', '/health/services')).body).toEqual({
    status: 'ok',
    services: {
      database: { status: 'ok' },
      'ai-agent': {
        status: 'ok',
        services: { 'mcp-server': { status: 'ok', services: { database: { status: 'ok' } } } },
      },
    },
  })
})

it('without the tools chat says why, and the rest goes on', async () => {
  const { token, path } = await signUp()
  mcp.signal('SIGINT')
  await mcp.ended
  const chat = await ask('POST', `${path}/chat`, token, { message: 'List my tasks' })
  expect(chat).toMatchObject({ status: 503, body: { reason: 'mcp_server_unreachable' } })
  expect((await ask('POST', `${path}/tasks`, token, { title: 'x' })).status).toBe(201)
  expect((await ask('GET', '/health')).status).toBe(200)
  expect((await ask('GET', '/ready')).status).toBe(200)
  expect(await ask('GET', '/health/services')).toMatchObject({
    status: 503,
    body: {
      services: {
        'ai-agent': { status: 'unavailable', services: { 'mcp-server': { status: 'unavailable' } } },
      },
    },
  })
})

it('no service wrote a secret or a token', () => {
  const written = running.map(({ output }) => output()).join('')
  expect(written).toContain('"service":"mcp-server"')
  for (const secret of [AUTH_SECRET, DATABASE_URL, new URL(DATABASE_URL).password, 'a key for tests', 'eyJ'])
    expect(written).not.toContain(secret)
})
