import { execFile } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureBuilt, standalone } from '../built.ts'
import { type Started, startFrontend } from '../started.ts'

let frontend: Started

beforeAll(async () => {
  await ensureBuilt()
  frontend = await startFrontend({ BACKEND_URL: 'http://127.0.0.1:9' })
}, 120_000)
afterAll(() => frontend.stop())

const run = (args: string[], env: Record<string, string>) =>
  new Promise<{ code: unknown; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      args,
      { cwd: standalone, env: { NODE_ENV: 'production', ...env } },
      (error, _, stderr) => resolve({ code: error?.code ?? 0, stderr }),
    )
  })

test.each([
  [{}, ['BACKEND_URL is not set']],
  [
    { BACKEND_URL: 'backend:8000', LOG_LEVEL: 'loud', DRAIN_SECONDS: '-1' },
    ['BACKEND_URL', 'LOG_LEVEL', 'DRAIN_SECONDS'],
  ],
])('with %j it says what to fix and exits 2', async (env, names) => {
  const { code, stderr } = await run(['main.ts'], env)
  expect(code).toBe(2)
  for (const name of names) expect(stderr).toContain(name)
})

test('it is alive without a backend; the smoke path says what is missing', async () => {
  const health = await fetch(`${frontend.url}/api/health`)
  expect(health.status).toBe(200)
  expect(await health.json()).toMatchObject({ status: 'ok', service: 'frontend' })
  const smoke = await fetch(`${frontend.url}/api/smoke`)
  expect(smoke.status).toBe(503)
  expect(await smoke.json()).toMatchObject({ reason: expect.stringContaining('backend') })
})

test('pages carry a policy whose nonce all their scripts have, new each time', async () => {
  const [first, second] = await Promise.all([policyOf('/sign-in'), policyOf('/sign-in')])
  expect(first.nonce).not.toBe(second.nonce)
  for (const directive of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"])
    expect(first.policy).toContain(directive)
  expect(first.policy).not.toContain('unsafe')
  expect(first.scripts.length).toBeGreaterThan(3)
  for (const script of first.scripts) expect(script).toContain(`nonce="${first.nonce}"`)
})

const policyOf = async (path: string) => {
  const response = await fetch(`${frontend.url}${path}`)
  const policy = response.headers.get('content-security-policy') ?? ''
  const html = await response.text()
  return {
    policy,
    nonce: /'nonce-([^']+)'/.exec(policy)?.[1],
    scripts: html.match(/<script[^>]*>/g) ?? [],
  }
}

test('every answer has the plain security headers, and none tells what serves it', async () => {
  for (const path of ['/sign-in', '/api/health', '/api/u1/tasks', '/nowhere', '/icon.svg', await script()]) {
    const { headers } = await fetch(`${frontend.url}${path}`)
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(headers.get('referrer-policy'), path).toBe('same-origin')
    expect(headers.get('x-powered-by'), path).toBeNull()
  }
})

/** A file with a hash in its name, which no code of ours answers. */
const script = async (): Promise<string> => {
  const { scripts } = await policyOf('/sign-in')
  return /src="([^"]+)"/.exec(scripts.join())?.[1] ?? ''
}

test('without a session the pages lead to signing in', async () => {
  for (const path of ['/', '/tasks']) {
    const response = await fetch(`${frontend.url}${path}`, { redirect: 'manual' })
    expect(response.status, path).toBe(307)
    expect(response.headers.get('location'), path).toBe('/sign-in')
  }
})

test('a body far beyond the limit is refused by the running server, and the API has a policy of its own', async () => {
  const response = await fetch(`${frontend.url}/api/auth/signin`, {
    method: 'POST',
    headers: { origin: frontend.url, 'content-type': 'application/json' },
    body: JSON.stringify({ password: 'x'.repeat(20_000_000) }),
  })
  expect(response.status).toBe(413)
  expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
})

test('every log line is JSON of the same shape, with the id of its request', async () => {
  await fetch(`${frontend.url}/api/u1/tasks`, { headers: { 'x-request-id': 'request-of-the-log' } })
  await expect
    .poll(() => frontend.lines.find(({ request_id }) => request_id === 'request-of-the-log'))
    .toMatchObject({
      level: 'info',
      service: 'frontend',
      route: '/api/{user_id}/tasks',
      method: 'GET',
      status: 401,
    })
})

test('the smoke test fails with one line if the address is missing', async () => {
  const { code, stderr } = await run(['smoke-test.ts'], {})
  expect(code).toBe(1)
  expect(stderr).toMatch(/^smoke test failed at FRONTEND_URL.*\n$/)
})
