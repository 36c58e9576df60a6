import type { ProblemError } from '@todo/shared/problem'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { signedUp, type TestBackend, testBackend } from '../../tests/support/backend.ts'
import { createPasswordQueue } from '../src/password-queue.ts'
import { createSignIn } from '../src/sign-in.ts'

let system: TestBackend
beforeAll(async () => {
  system = await testBackend()
})
afterAll(() => system.close())

const post = async (backend: FastifyInstance, path: string, body: object, client = '192.0.2.1') => {
  const headers = { 'x-forwarded-for': client }
  const answer = await backend.inject({ method: 'POST', url: `/api/auth/${path}`, headers, payload: body })
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
}

const password = 'correct horse'
let accounts = 0
const account = async (client = '192.0.2.250'): Promise<string> => {
  accounts += 1
  const email = `flooded${accounts}@example.com`
  expect((await post(system.backend, 'signup', { email, password }, client)).status).toBe(201)
  return email
}

/** Keeps `connections` sign-ins in progress until `work` is done. */
async function during(
  connections: number,
  attempt: (n: number) => Promise<{ status: number }>,
  work: () => Promise<unknown>,
) {
  let over = false
  let sent = 0
  const statuses = new Set<number>()
  const attackers = Array.from({ length: connections }, async () => {
    while (!over) {
      sent += 1
      statuses.add((await attempt(sent)).status)
    }
  })
  await work()
  over = true
  await Promise.all(attackers)
  return [...statuses]
}

it.each(['192.0.2.1', '198.51.100.1'])(
  'the right person gets in from %s while 192.0.2.1 tries address after address',
  async (client) => {
    const email = await account()
    const got: number[] = []
    await during(
      48,
      (n) => post(system.backend, 'signin', { email: `nobody-${n}@example.com`, password: 'guess' }),
      async () => {
        for (let n = 0; n < 3; n += 1)
          got.push((await post(system.backend, 'signin', { email, password }, client)).status)
      },
    )
    expect(got).toEqual([200, 200, 200])
  },
)

it('the right person gets in while another network guesses at accounts that exist', async () => {
  const email = await account()
  const others = await Promise.all(Array.from({ length: 6 }, () => account()))
  const got: number[] = []
  await during(
    48,
    (n) => post(system.backend, 'signin', { email: others[n % 6], password: 'guess' }),
    async () => {
      for (let n = 0; n < 3; n += 1)
        got.push((await post(system.backend, 'signin', { email, password }, '198.51.100.1')).status)
    },
  )
  expect(got).toEqual([200, 200, 200])
})

it('tasks are answered while passwords are hashed', async () => {
  const user = await signedUp(system.backend)
  const email = await account()
  const got: number[] = []
  await during(
    48,
    () => post(system.backend, 'signin', { email, password: 'guess' }),
    async () => {
      for (let n = 0; n < 20; n += 1) got.push((await user.ask('POST', '~/tasks', { title: 'x' })).status)
    },
  )
  expect(got).toEqual(Array.from({ length: 20 }, () => 201))
})

it('every failure waits for the same time, and a success for nothing: time tells nothing about an account', async () => {
  const [email, other] = [await account(), await account()]
  const waits: (() => void)[] = []
  const delay = () => new Promise<void>((resolve) => waits.push(resolve))
  const signIn = createSignIn(system.database, createPasswordQueue(), {
    failuresPerMinute: { network: 3, account: 100 },
    delay,
  })
  const attempt = (address: string, tried: string) =>
    signIn({ email: address, password: tried, network: '192.0.2.1' }).then(
      ({ email: found }) => found,
      (error: ProblemError) => error.problem.status,
    )
  const failures = [attempt('nobody@example.com', password), attempt(other, 'guess')]
  await expect.poll(() => waits.length, { timeout: 50_000 }).toBe(2)
  expect(await attempt(email, password)).toBe(email)
  failures.push(attempt(other, 'another guess'))
  await expect.poll(() => waits.length, { timeout: 50_000 }).toBe(3)
  failures.push(attempt(other, password))
  await expect.poll(() => waits.length, { timeout: 50_000 }).toBe(4)
  for (const answer of waits) answer()
  expect(await Promise.all(failures)).toEqual([401, 401, 401, 429])
})

it('failed sign-ins are limited by network, and spare those who signed in from there', async () => {
  const { backend, close } = await testBackend({ limits: { signInFailuresPerMinute: 3 } })
  const guess = (client: string, n = 0) =>
    post(backend, 'signin', { email: `nobody${n}@example.com`, password: 'guess' }, client)
  for (const email of ['ann@example.com', 'bob@example.com'])
    await post(backend, 'signup', { email, password }, '192.0.2.9')
  const right = (email: string) => post(backend, 'signin', { email, password })
  expect((await right('ann@example.com')).status).toBe(200)
  await Promise.all([1, 2, 3].map((n) => guess('192.0.2.1', n)))
  const limited = await guess('192.0.2.1')
  expect(limited).toMatchObject({ status: 429, body: { reason: 'too_many_requests' } })
  expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0)
  expect((await right('bob@example.com')).status).toBe(429)
  expect((await right('Ann@example.com')).status).toBe(200)
  expect((await guess('192.0.2.2')).status).toBe(401)
  // Not forgeable by a longer chain: only the entry of the frontend counts.
  expect((await guess('203.0.113.5, 192.0.2.1')).status).toBe(429)
  await close()
})

it('guesses from one network at an account leave it open to every other network', async () => {
  const { backend, close } = await testBackend({ signInAttemptsPerMinute: 2 })
  const email = 'ann@example.com'
  await post(backend, 'signup', { email, password }, '192.0.2.9')
  const guesses = await Promise.all(
    Array.from({ length: 3 }, () => post(backend, 'signin', { email, password: 'guess' })),
  )
  expect(guesses.map(({ status }) => status).sort()).toEqual([401, 401, 429])
  expect((await post(backend, 'signin', { email, password }, '198.51.100.2')).status).toBe(200)
  await close()
})

it('guesses from many networks at an account leave it open where its owner signed in before', async () => {
  const email = await account()
  const failuresPerMinute = { network: 100, account: 3 }
  const delay = async () => undefined
  const signIn = createSignIn(system.database, createPasswordQueue(), { failuresPerMinute, delay })
  const attempt = (network: string, tried: string) =>
    signIn({ email, password: tried, network }).then(
      () => 200,
      (error: ProblemError) => error.problem.status,
    )
  expect(await attempt('198.51.100.1', password)).toBe(200)
  for (const network of ['203.0.113.1', '203.0.113.2', '203.0.113.3'])
    expect(await attempt(network, 'guess')).toBe(401)
  expect(await attempt('203.0.113.4', password)).toBe(429)
  expect(await attempt('198.51.100.1', password)).toBe(200)
})

it('new accounts are limited by network; the /64 of an IPv6 address is one', async () => {
  const { backend, close } = await testBackend({ limits: { signUpsPerHour: 2 } })
  const signUp = async (n: number, client: string) =>
    (await post(backend, 'signup', { email: `new${n}@example.com`, password }, client)).status
  expect(await signUp(1, '2001:db8::1')).toBe(201)
  expect(await signUp(2, '2001:db8::2')).toBe(201)
  expect(await signUp(3, '2001:db8::3')).toBe(429)
  expect(await signUp(4, '2001:db8:0:1::3')).toBe(201)
  await close()
})
