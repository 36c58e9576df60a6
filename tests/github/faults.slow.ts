import { describe, expect, test, vi } from 'vitest'
import { GitHubError } from '../../render/github/github-error.ts'
import type { Effect } from '../support/github/faults.ts'
import { refuse } from '../support/github/http.ts'
import { type FakeGitHub, startGitHub } from '../support/github.ts'
import { WRITES, type Write } from './writes.ts'

// Whatever happens to a write, it is done once in the end, or it is said clearly why not, and the next run does it.

const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
const secondary = (status: number, headers: Record<string, string>): Effect => ({
  answer: { ...refuse(status, SECONDARY), headers },
})

/** What passes: the write is done when the call returns. Each happens as often as it is listed. */
const PASSING: Readonly<Record<string, readonly Effect[]>> = {
  '500, then 200': [{ answer: refuse(500, 'Server Error') }],
  '502 and 503, then 200': [
    { answer: { status: 502, body: '<html>Bad gateway</html>', headers: { 'content-type': 'text/html' } } },
    { answer: refuse(503, 'Service unavailable') },
  ],
  'a secondary rate limit with Retry-After': [secondary(403, { 'retry-after': '20' })],
  'a secondary rate limit without Retry-After': [secondary(403, {}), secondary(429, {})],
  'the rate limit, until it is reset': [
    {
      answer: {
        ...refuse(403, 'API rate limit exceeded for installation ID 1.'),
        headers: {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 20),
        },
      },
    },
  ],
  '409, then 200': [{ answer: refuse(409, 'Conflict') }],
  'the request is lost': [{ lose: 'request' }],
  'the answer is lost': [{ lose: 'answer' }],
  'the request is lost, then the answer': [{ lose: 'request' }, { lose: 'answer' }],
  'the answer breaks off': [{ cut: true }],
  'no answer, and it was not done': [{ silent: 'request' }],
  'no answer, though it was done': [{ silent: 'answer' }],
}

/** What stays: the call fails with these words, and a run after it was fixed does what is missing. */
const STAYING: Readonly<Record<string, readonly [Effect, kind: string, words: RegExp]>> = {
  'GitHub fails': [
    { answer: refuse(500, 'Server Error') },
    'failing',
    /GitHub fails at \w+ \/repos\/todo\/gitops\/.* \(500: Server Error\).* Run it again/,
  ],
  '409 for good': [
    { answer: refuse(409, 'Git Repository is empty.') },
    'refused',
    /409: Git Repository is empty/,
  ],
  '422': [
    { answer: refuse(422, 'Validation Failed', [{ field: 'x', code: 'invalid' }]) },
    'refused',
    /GitHub refuses .* \(422: Validation Failed: \{"field":"x","code":"invalid"\}\)/,
  ],
  'a missing permission': [
    { answer: refuse(403, 'Resource not accessible by integration') },
    'permission',
    /GitHub forbids .* Give it the permission (contents|pull-requests|statuses): write/,
  ],
  'a secondary rate limit that goes on': [
    secondary(403, { 'retry-after': '200' }),
    'rate-limit',
    /rate limit stops .* \(403: You have exceeded a secondary rate limit.*\)\. Run it again in 200 s/,
  ],
  'no answer ever': [{ silent: 'request' }, 'time-out', /didn't answer \w+ \/repos\/.* within 30 s/],
  'the connection breaks each time': [
    { lose: 'request' },
    'unreachable',
    /^http:\/\/127.0.0.1:\d+ can't be reached \(other side closed\)\. Check the network/,
  ],
}

async function prepared(write: Write): Promise<FakeGitHub> {
  const server = await startGitHub()
  await write.prepare?.(server)
  return server
}

const cases = (faults: object) =>
  WRITES.flatMap((write) => Object.keys(faults).map((fault) => [write.on, fault, write] as const))

describe('a fault that passes', () => {
  test.each(cases(PASSING))('%s: %s', async (on, name, write) => {
    const server = await prepared(write)
    const effects = PASSING[name] ?? []
    server.faults.push(...effects.map((effect) => ({ on, ...effect })))
    await write.act(server.connect(), server)
    expect(server.faults).toEqual([])
    await write.done(server)
  })
})

describe('a fault that stays', () => {
  test.each(cases(STAYING))('%s: %s', async (on, name, write) => {
    const server = await prepared(write)
    const [effect, kind, words] = STAYING[name] ?? []
    server.faults.push(...Array.from({ length: 50 }, () => ({ on, ...(effect as Effect) })))
    const failed = await failure(write.act(server.connect(), server))
    expect(failed.message).toMatch(words as RegExp)
    expect(failed.kind).toBe(kind)
    // It gave up soon.
    expect(server.count(on)).toBeLessThanOrEqual(6)

    server.faults.length = 0
    await write.act(server.connect(), server)
    await write.done(server)
  })
})

describe('a token that is revoked', () => {
  test.each(WRITES.map((write) => [write.on, write] as const))('%s', async (on, write) => {
    const server = await prepared(write)
    server.faults.push({ on, before: () => server.tokens.clear() })
    const { message, kind } = await failure(write.act(server.connect(), server))
    expect(message).toBe(
      'GitHub refuses the token (401: Bad credentials). It has expired or was revoked: put a valid one into GH_TOKEN or GITHUB_TOKEN.',
    )
    expect(kind).toBe('token')

    const token = 'ghs_another'
    server.tokens.set(token, 'todo-gitops[bot]')
    await write.act(server.connect({ token }), server)
    await write.done(server)
  })
})

describe('an answer that is late', () => {
  test.each(WRITES.map((write) => [write.on, write] as const))('%s', async (on, write) => {
    const server = await prepared(write)
    const { promise, resolve } = Promise.withResolvers<void>()
    server.faults.push({ on, late: promise })
    await write.act(server.connect(), server)
    // Only now GitHub comes to the first request, which the client has long given up.
    resolve()
    await vi.waitUntil(() => server.requests.every(({ outcome }) => outcome !== 'pending'), 30_000)
    // A comment or a status may be there twice then; the next run finds that.
    if (on !== 'POST /statuses/*') await write.act(server.connect(), server)
    await (on === 'POST /statuses/*'
      ? expect(server.statuses.length).toBeLessThanOrEqual(2)
      : write.done(server))
  })
})

async function failure(act: Promise<unknown>): Promise<GitHubError> {
  const error = await act.then(
    () => new Error('nothing failed'),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(GitHubError)
  return error as GitHubError
}
