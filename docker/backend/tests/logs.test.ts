import { expect, it } from 'vitest'
import { AUTH_SECRET, asking, signedUp, testBackend } from '../../tests/support/backend.ts'
import { migratedDatabase, testDatabase } from '../../tests/support/database.ts'
import { keptLogs } from '../../tests/support/logs.ts'

it('a line a request, with its id, and never a token, a password or a secret', async () => {
  const url = await migratedDatabase()
  const { logger, lines } = keptLogs({ secrets: [AUTH_SECRET, url] })
  const database = await testDatabase(url)
  const { backend, close } = await testBackend({ logger, database })
  const ann = await signedUp(backend)
  const headers = {
    authorization: `Bearer ${ann.token}`,
    cookie: `session=${ann.token}`,
    'x-request-id': 'the-request-1',
  }
  await backend.inject({ url: `/api/${ann.id}/tasks?token=${ann.token}`, headers })
  await ann.ask('POST', '~/chat', { message: 'hi' })
  await backend.inject({ url: `/api/${ann.id}/${ann.token}`, headers })
  // What careless code, or a library's error, would write.
  logger.error(
    { err: new Error(`cannot connect to ${url}`), headers, authorization: headers.authorization },
    `with ${ann.token} and ${AUTH_SECRET}`,
  )
  await close()
  const text = lines.join('')
  expect(lines.length).toBeGreaterThan(4)
  expect(text).toContain('"request_id":"the-request-1"')
  for (const secret of [ann.token, AUTH_SECRET, url, 'correct horse', new URL(url).password])
    expect(text).not.toContain(secret)
  for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
})

it('a malformed request id is replaced, not logged', async () => {
  const { logger, lines } = keptLogs()
  const { backend, close } = await testBackend({ logger })
  const answer = await backend.inject({ url: '/no/such/path', headers: { 'x-request-id': 'x"} injected' } })
  expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  expect(lines.join('')).not.toContain('injected')
  await asking(backend, '', 'x')('GET', '/health')
  await close()
})
