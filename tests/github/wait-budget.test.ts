import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { headOf } from '../../render/github/branch.ts'
import { keepComment } from '../../render/github/comment.ts'
import { connect } from '../../render/github/connect.ts'
import { refuse } from '../support/github/http.ts'
import { startGitHub } from '../support/github.ts'

const SECONDARY = 'You have exceeded a secondary rate limit.'
const on = 'GET /git/matching-refs/*'

test('GitHub is waited for as long as it says, and a minute where it says nothing', async () => {
  const server = await startGitHub()
  server.faults.push(
    { on, answer: { ...refuse(403, SECONDARY), headers: { 'retry-after': '7' } } },
    { on, answer: refuse(429, SECONDARY) },
  )
  const lines: string[] = []
  await headOf(server.connect({ log: (line) => lines.push(line) }), 'main')
  expect(lines).toEqual([
    "GitHub's secondary rate limit is reached: waiting 7 s.",
    "GitHub's secondary rate limit is reached: waiting 60 s.",
  ])
})

test('all waits together are bounded, over all that a client is asked', async () => {
  const server = await startGitHub()
  const github = server.connect({ patience: 150 })
  const limited = { on, answer: { ...refuse(403, SECONDARY), headers: { 'retry-after': '70' } } }
  server.faults.push(limited)
  await headOf(github, 'main')
  server.faults.push(limited)
  await headOf(github, 'main')
  server.faults.push(limited)
  await expect(headOf(github, 'main')).rejects.toThrow(/Run it again in 70 s/)
  expect(server.count(on)).toBe(5)
})

test('a rate limit that is reset in an hour is not waited for; it says when', async () => {
  const server = await startGitHub()
  const reset = Math.ceil(Date.now() / 1000) + 3600
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) }
  server.faults.push({ on, answer: { ...refuse(403, 'API rate limit exceeded'), headers } })
  const at = new Date(reset * 1000).toISOString().slice(0, 19)
  await expect(headOf(server.connect(), 'main')).rejects.toThrow(`Run it again after ${at}Z: it finds`)
  expect(server.count(on)).toBe(1)
})

test('a request has its own time, and so has each repetition', async () => {
  const { repository, token } = await startGitHub()
  const silent = createServer(() => {})
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    silent.close()
    silent.closeAllConnections()
  })
  const baseUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
  const counted = vi.fn(fetch)
  const waits = { second: 1, paced: false }
  const github = connect({ repository, token, baseUrl, waits, timeout: 50, fetch: counted })
  await expect(headOf(github, 'main')).rejects.toThrow(
    /^GitHub didn't answer GET .* within 0.05 s; retries failed too/,
  )
  expect(counted).toHaveBeenCalledTimes(4)
})

test('a read is repeated four times in all', async () => {
  const server = await startGitHub()
  server.faults.push(...Array.from({ length: 50 }, () => ({ on, answer: refuse(503, 'No') })))
  await expect(headOf(server.connect(), 'main')).rejects.toMatchObject({ kind: 'failing', status: 503 })
  expect(server.count(on)).toBe(4)
})

test('a write that must not be done twice is not repeated without a look', async () => {
  const server = await startGitHub()
  const pull = { number: 1, head: 'a', base: 'main', title: '', body: '', login: 'person' }
  server.pulls.push({ ...pull, state: 'open' })
  const create = { on: 'POST /issues/1/comments', answer: refuse(500, 'No') }
  server.faults.push(create, create)
  await keepComment(server.connect(), { pullRequest: 1, marker: 'm', body: 'b' })
  const order = server.requests.map(({ method }) => method).join(' ')
  expect(order).toBe('POST GET POST GET POST GET POST GET')
})

test('writes keep the distance that GitHub asks for, if nothing else is said', async () => {
  const server = await startGitHub()
  const pull = { number: 1, head: 'a', base: 'main', title: '', body: '', login: 'person' }
  server.pulls.push({ ...pull, state: 'open' })
  const { repository, token, url: baseUrl } = server
  onTestFinished(() => void vi.useRealTimers())
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  const done = keepComment(connect({ repository, token, baseUrl }), {
    pullRequest: 1,
    marker: 'm',
    body: 'b',
  })
  const begun = Date.now()
  while (server.comments.length === 0) {
    await vi.advanceTimersByTimeAsync(1)
    await setImmediate()
  }
  // The question who we are is a POST, too. Unpaced, it takes a few dozen of these milliseconds.
  expect(Date.now() - begun).toBeGreaterThanOrEqual(1000)
  vi.useRealTimers()
  await done
})
