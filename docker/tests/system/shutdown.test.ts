import { createUser } from '@todo/database/users'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { AUTH_SECRET, tokens } from '../support/backend.ts'
import { migratedDatabase, testDatabase } from '../support/database.ts'
import { startService } from '../support/process.ts'

const post = (url: string, token: string, body: object) =>
  fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** The longest DRAIN_SECONDS: a busy machine needs more than the usual ones. */
const LONG = 300

/** An agent that answers when it is told to. */
async function slowAgent() {
  const agent = Fastify({ forceCloseConnections: true })
  let arrived = () => {}
  let go = () => {}
  const asked = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const release = new Promise<void>((resolve) => {
    go = resolve
  })
  agent.post('/chat', async () => {
    arrived()
    await release
    return { response: 'at last', tool_calls: [] }
  })
  return { url: await agent.listen({ host: '127.0.0.1', port: 0 }), asked, go, close: () => agent.close() }
}

async function startBackend(drainSeconds: number) {
  const agent = await slowAgent()
  const DATABASE_URL = await migratedDatabase()
  const database = await testDatabase(DATABASE_URL)
  const user = await createUser(database, { email: 'ann@example.com', name: null, password_hash: '-' })
  await database.close()
  const backend = await startService('backend', {
    DATABASE_URL,
    AUTH_SECRET,
    AGENT_URL: agent.url,
    DRAIN_SECONDS: String(drainSeconds),
  })
  return {
    agent,
    backend,
    path: `${backend.url}/api/${user?.id}`,
    token: await tokens.issue(user?.id ?? ''),
    DATABASE_URL,
  }
}

it('SIGTERM: says not ready, answers what is in flight and what still arrives, then ends with 0', async () => {
  const { agent, backend, path, token, DATABASE_URL } = await startBackend(LONG)
  const inFlight = post(`${path}/chat`, token, { message: 'hi' })
  await agent.asked
  backend.signal('SIGTERM')
  await expect.poll(async () => (await fetch(`${backend.url}/ready`)).status).toBe(503)
  const late = await post(`${path}/tasks`, token, { title: 'still accepted' })
  expect([late.status, late.headers.get('connection')]).toEqual([201, 'close'])
  // Past the time for load balancers: no new connection, but the old request still runs.
  await expect
    .poll(() =>
      fetch(`${backend.url}/health`).then(
        () => 'open',
        () => 'closed',
      ),
    )
    .toBe('closed')
  agent.go()
  const answer = await inFlight
  expect([answer.status, await answer.json()]).toEqual([
    200,
    expect.objectContaining({ response: 'at last' }),
  ])
  expect(await backend.ended).toBe(0)
  expect(backend.output()).toContain('"msg":"stopped"')
  for (const secret of [token, AUTH_SECRET, DATABASE_URL]) expect(backend.output()).not.toContain(secret)
  await agent.close()
})

it('ends within DRAIN_SECONDS even if a request does not', async () => {
  const { agent, backend, path, token } = await startBackend(1)
  const inFlight = post(`${path}/chat`, token, { message: 'hi' }).catch(() => 'cut off')
  await agent.asked
  backend.signal('SIGTERM')
  // The request never ends by itself.
  expect(await backend.ended).toBe(1)
  expect(await inFlight).toBe('cut off')
  await agent.close()
})

it('Ctrl-C ends at once when nothing is in flight', async () => {
  const { agent, backend } = await startBackend(LONG)
  backend.signal('SIGINT')
  expect(await backend.ended).toBe(0)
  // SIGTERM waits for load balancers first; this doesn't, nor for the end of the time it was given.
  expect(backend.output()).not.toContain('requests were still running')
  await agent.close()
})

it.each(['mcp-server', 'ai-agent', 'scripted-model'] as const)('%s ends on SIGTERM too', async (service) => {
  const secrets =
    service === 'mcp-server' ? { DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/none', AUTH_SECRET } : {}
  const started = await startService(service, { ...secrets, DRAIN_SECONDS: '2' })
  expect((await fetch(`${started.url}/health`)).status).toBe(200)
  started.signal('SIGTERM')
  expect(await started.ended).toBe(0)
})
