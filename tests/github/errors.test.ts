import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { headOf } from '../../render/github/branch.ts'
import { commitOnBranch } from '../../render/github/commit.ts'
import { connect } from '../../render/github/connect.ts'
import { ensurePullRequest } from '../../render/github/pull-request.ts'
import type { Effect } from '../support/github/faults.ts'
import { refuse } from '../support/github/http.ts'
import { type FakeGitHub, startGitHub } from '../support/github.ts'
import { WRITES } from './writes.ts'

let server: FakeGitHub
beforeEach(async () => {
  server = await startGitHub()
})

const on = 'GET /git/matching-refs/*'
const forbidden = (message: string, headers: Record<string, string> = {}): Effect => ({
  answer: { ...refuse(403, message), headers },
})

describe('an error says what to do', () => {
  test.each<[string, Effect, RegExp]>([
    [
      'the permission that GitHub names',
      forbidden('Resource not accessible by integration', {
        'x-accepted-github-permissions': 'contents=read,metadata=read; pull_requests=write',
      }),
      /^GitHub forbids GET .* to this token \(403: Resource .*\)\. Give it the permission contents: read and metadata: read or pull-requests: write: in the workflow/,
    ],
    ['the permission, where GitHub names none', forbidden('No'), /permission contents: read/],
    [
      'an archived repository',
      forbidden('Repository was archived so is read-only.'),
      /Unarchive the repository/,
    ],
    [
      'single sign-on',
      forbidden('Resource protected by organization SAML enforcement.'),
      /Authorize the token for the organization's single sign-on/,
    ],
    [
      'pull requests by workflows',
      forbidden('GitHub Actions is not permitted to create or approve pull requests.'),
      /Use the token of a GitHub App, or allow it under Settings, Actions, General/,
    ],
    [
      'a renamed repository',
      { answer: { status: 301, headers: { location: 'https://evil.example/' }, body: { message: 'Moved' } } },
      /sends GET .* to another address \(301\): todo\/gitops has been renamed or transferred\. Set `repository` in environments\/fleet.yaml/,
    ],
    [
      'a page that is no API',
      { answer: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Log in</html>' } },
      /with invalid JSON\. Check GITHUB_API_URL/,
    ],
  ])('%s', async (_name, effect, words) => {
    server.faults.push({ on, ...effect })
    await expect(headOf(server.connect(), 'main')).rejects.toThrow(words)
    expect(server.count(on)).toBe(1)
  })

  test('a server that is not there', async () => {
    const github = server.connect({ baseUrl: 'http://127.0.0.1:9' })
    await expect(headOf(github, 'main')).rejects.toThrow(
      /^http:\/\/127.0.0.1:9 can't be reached \(.*\)\. Check the network and GITHUB_API_URL; behind a proxy/,
    )
  })

  test('a mistake of this program is not blamed on GitHub', async () => {
    const github = server.connect()
    github.octokit.hook.before('request', () => {
      throw new TypeError('x is not a function')
    })
    await expect(headOf(github, 'main')).rejects.toThrow(TypeError)
  })
})

describe('the token stays secret', () => {
  const streams = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write'))
  const levels = (['debug', 'log', 'info', 'warn', 'error'] as const).map((level) => vi.spyOn(console, level))
  afterEach(() => {
    for (const spy of [...streams, ...levels]) spy.mockClear()
  })

  /** Everything that a command could print of an error. */
  const everything = (error: unknown): string =>
    [
      String(error),
      (error as Error).stack,
      JSON.stringify(error),
      inspect(error, { depth: 9, showHidden: true }),
    ].join()

  const echo = (status: number): Effect => ({
    answer: {
      ...refuse(status, `Bad token ${TOKEN} in "authorization: token ${TOKEN}"`, [{ message: TOKEN }]),
      headers: { 'x-echo': TOKEN, 'x-accepted-github-permissions': TOKEN, deprecation: TOKEN, sunset: TOKEN },
    },
  })
  const TOKEN = 'ghs_TheTokenThatNobodyMaySee0123456789'

  test.each([200, 401, 403, 422, 500])('though GitHub repeats it with %i', async (status) => {
    expect(server.token).toBe(TOKEN)
    const lines: string[] = []
    for (const { on } of WRITES)
      server.faults.push(...Array.from({ length: 9 }, () => ({ on, ...echo(status) })))
    for (const write of WRITES) {
      const own = await startGitHub()
      await write.prepare?.(own)
      own.faults.push(...server.faults.filter(({ on }) => on === write.on))
      const github = own.connect({ log: (line) => lines.push(line), patience: 60 })
      const result = await write.act(github, own).catch((error: unknown) => everything(error))
      expect(JSON.stringify(result) ?? '').not.toContain(TOKEN)
    }
    expect(lines.join()).not.toContain(TOKEN)
    for (const level of levels) expect(level).not.toHaveBeenCalled()
    for (const stream of streams) expect(JSON.stringify(stream.mock.calls)).not.toContain(TOKEN)
  })

  test('in what it answers', async () => {
    await server.push('bump', { a: 'b' })
    const wanted = { head: 'bump', base: 'main', title: TOKEN, body: '' }
    const { url } = await ensurePullRequest(server.connect(), wanted)
    const side = (ref: string) => ({ ref, repo: { full_name: 'todo/gitops' } })
    const body = [
      { ...wanted, number: 1, html_url: `${url}?token=${TOKEN}`, head: side('bump'), base: side('main') },
    ]
    const headers = { 'content-type': 'application/json' }
    server.faults.push({ on: 'GET /pulls', answer: { status: 200, headers, body } })
    const found = await ensurePullRequest(server.connect(), wanted)
    expect(found.url).toBe('https://github.com/todo/gitops/pull/1?token=[token]')
  })

  test('when the network fails', async () => {
    const fetch = () => Promise.reject(new TypeError(`Headers.append: "token ${TOKEN}" is invalid`))
    const github = server.connect({ fetch })
    const parent = 'a'.repeat(40)
    const commits = [{ message: 'x', files: new Map([['a', 'b']]) }] as const
    const error = await commitOnBranch(github, { branch: 'main', parent, commits }).catch((reason) => reason)
    expect(error).toMatchObject({ kind: 'unreachable' })
    expect(everything(error)).not.toContain(TOKEN)
  })

  test('in the client itself', () => {
    const github = connect({ repository: server.repository, token: TOKEN, baseUrl: server.url })
    expect(inspect(github, { depth: 9 })).not.toContain(TOKEN)
    expect(JSON.stringify(github)).not.toContain(TOKEN)
  })

  test('nor does another host, by a redirect', async () => {
    const other = await startGitHub()
    for (const status of [301, 302, 307, 308]) {
      server.faults.push({ on, answer: { status, headers: { location: `${other.url}/repos/todo/gitops` } } })
      await expect(headOf(server.connect(), 'main')).rejects.toMatchObject({ kind: 'renamed' })
    }
    expect(other.requests).toEqual([])
  })
})
