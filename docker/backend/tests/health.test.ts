import { openDatabase } from '@todo/database/database'
import { expect, it } from 'vitest'
import { asking, testBackend, tokens } from '../../tests/support/backend.ts'
import { quiet } from '../../tests/support/logs.ts'

const withoutDatabase = () =>
  testBackend({
    database: openDatabase({
      connectionString: 'postgresql://user:password@127.0.0.1:9/none',
      max: 2,
      applicationName: 'test',
      logger: quiet(),
    }),
  })

const CLOCK = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)

it('is alive and ready with its database', async () => {
  const { backend, close } = await testBackend()
  const [live, ready] = [await backend.inject('/health'), await backend.inject('/ready')]
  expect(live.json()).toEqual({ status: 'ok', service: 'backend', timestamp: CLOCK })
  expect([ready.statusCode, ready.json()]).toEqual([
    200,
    { status: 'ready', database: 'connected', timestamp: CLOCK },
  ])
  await close()
})

it('without its database it is alive, not ready, and says why to everyone', async () => {
  const { backend, close } = await withoutDatabase()
  expect((await backend.inject('/health')).statusCode).toBe(200)
  const ready = await backend.inject('/ready')
  expect([ready.statusCode, ready.json()]).toEqual([
    503,
    { status: 'not_ready', database: 'unavailable', timestamp: CLOCK },
  ])
  const ask = asking(backend, await tokens.issue('ann'), 'ann')
  for (const attempt of [
    ask('GET', '~/tasks'),
    ask('POST', '~/tasks', { title: 'x' }),
    ask('POST', '~/chat', { message: 'hi' }),
    ask('POST', '/api/auth/signin', { email: 'a@example.com', password: 'correct horse' }),
  ])
    expect(await attempt).toMatchObject({ status: 503, body: { reason: 'database_unavailable' } })
  const measured = (await backend.inject('/metrics')).body
  expect(measured).toMatch(/database_statement_duration_seconds_count\{[^}]*outcome="unavailable"\} [1-9]/)
  expect(measured).not.toMatch(/database_statement_duration_seconds_count\{[^}]*outcome="ok"/)
  await close()
})

it('a draining replica is not ready, and asks clients to reconnect elsewhere', async () => {
  const { backend, close } = await testBackend()
  backend.draining.begun = true
  const ready = await backend.inject('/ready')
  expect(ready.statusCode).toBe(503)
  expect(ready.headers['connection']).toBe('close')
  expect((await backend.inject('/health')).statusCode).toBe(200)
  await close()
})

it('counts requests by route, not by path', async () => {
  const { backend, close } = await testBackend()
  const token = await tokens.issue('ann')
  await asking(backend, token, 'ann')('GET', '~/tasks/7')
  await backend.inject('/no/such/path')
  const metrics = (await backend.inject('/metrics')).body
  expect(metrics).toMatch(
    /http_request_duration_seconds_count\{.*route="\/api\/:user_id\/tasks\/:id",status="404".*\} 1/,
  )
  expect(metrics).toContain('route="none"')
  expect(metrics).not.toContain('/no/such/path')
  await close()
})
