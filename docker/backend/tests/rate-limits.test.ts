import { expect, it } from 'vitest'
import { signedUp, testBackend } from '../../tests/support/backend.ts'

it('limits chat by user', async () => {
  const { backend, close } = await testBackend({ chatRequestsPerMinute: 3 })
  const [ann, bob] = [await signedUp(backend), await signedUp(backend)]
  const statuses = []
  for (let n = 0; n < 4; n += 1) statuses.push((await ann.ask('POST', '~/chat', { message: 'hi' })).status)
  expect(statuses).toEqual([503, 503, 503, 429])
  expect((await bob.ask('POST', '~/chat', { message: 'hi' })).status).toBe(503)
  expect((await ann.ask('GET', '~/tasks')).status).toBe(200)
  await close()
})

it('limits sign-in by address, and says when to try again', async () => {
  const { backend, close } = await testBackend({ signInAttemptsPerMinute: 2 })
  const attempt = (email: string) =>
    backend.inject({ method: 'POST', url: '/api/auth/signin', payload: { email, password: 'guess' } })
  await attempt('ann@example.com')
  await attempt('Ann@example.com')
  const third = await attempt('ANN@example.com')
  expect(third.statusCode).toBe(429)
  expect(third.json()).toMatchObject({ status: 429, reason: 'too_many_requests' })
  expect(Number(third.headers['retry-after'])).toBeGreaterThan(0)
  expect((await attempt('bob@example.com')).statusCode).toBe(401)
  await close()
})
