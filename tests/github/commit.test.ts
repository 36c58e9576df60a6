import { describe, expect, test } from 'vitest'
import { headOf } from '../../render/github/branch.ts'
import { commitOnBranch } from '../../render/github/commit.ts'
import { git } from '../support/github/git.ts'
import { startGitHub } from '../support/github.ts'
import { temporaryFolder } from '../support/repository.ts'

const files = (entries: Record<string, string | null>) => new Map(Object.entries(entries))
const change = (message: string, entries: Record<string, string | null>) => ({
  message,
  files: files(entries),
})

describe('the head of a branch', () => {
  test('its commit, or nothing', async () => {
    const server = await startGitHub()
    const main = await server.git('rev-parse', 'main')
    await server.push('main-2', { a: 'a' })
    const github = server.connect()
    expect(await headOf(github, 'main')).toBe(main)
    expect(await headOf(github, 'mai')).toBeUndefined()
    expect(await headOf(github, 'bump/staging')).toBeUndefined()
  })

  test('a repository that the token may not see is an error, not a branch that is missing', async () => {
    const server = await startGitHub()
    const github = server.connect({ repository: { owner: 'todo', repo: 'elsewhere' } })
    await expect(headOf(github, 'main')).rejects.toThrow(
      /does not show \/repos\/todo\/elsewhere\/.* to this token.* \(404\)\. Check `repository` in environments\/fleet.yaml/,
    )
  })
})

describe('a commit', () => {
  test('writes, replaces and deletes files, leaves the others, and is verified', async () => {
    const server = await startGitHub()
    const parent = await server.push('main', { 'a/keep': 'k', 'a/change': '1', 'b/delete': 'd' })
    const entries = { 'a/change': 'zwei ✓\n', 'b/delete': null, 'c/new': 'n\n' }
    const pushed = await commitOnBranch(server.connect(), {
      ...{ branch: 'main', parent },
      commits: [change('Subject\n\nBody', entries)],
    })
    expect(pushed).toEqual({
      outcome: 'committed',
      sha: await server.git('rev-parse', 'main'),
      verified: true,
    })
    expect(await server.git('rev-parse', 'main^')).toBe(parent)
    expect(await server.git('log', '-1', '--format=%B', 'main')).toBe('Subject\n\nBody')
    expect((await server.git('ls-tree', '-r', '--name-only', 'main')).split('\n')).toEqual([
      'README.md',
      'a/change',
      'a/keep',
      'c/new',
    ])
    expect(await server.git('show', 'main:a/change')).toBe('zwei ✓')
    expect(await server.git('fsck', '--strict')).toBe('')
  })

  test('can be fetched', async () => {
    const server = await startGitHub()
    const parent = await server.git('rev-parse', 'main')
    await commitOnBranch(server.connect(), { branch: 'main', parent, commits: [change('x', { a: 'b' })] })
    const clone = temporaryFolder()
    await git(clone, ['clone', '--quiet', server.folder, '.'])
    expect(await git(clone, ['show', 'HEAD:a'])).toBe('b')
  })

  test("without an App's token it is not verified, and says so", async () => {
    const server = await startGitHub()
    server.tokens.set('ghp_person', 'person')
    const parent = await server.git('rev-parse', 'main')
    const github = server.connect({ token: 'ghp_person' })
    const pushed = await commitOnBranch(github, {
      branch: 'main',
      parent,
      commits: [change('x', { a: 'b' })],
    })
    expect(pushed).toMatchObject({ outcome: 'committed', verified: false })
  })

  test('several arrive in one push, on a new branch with a slash', async () => {
    const server = await startGitHub()
    const parent = await server.git('rev-parse', 'main')
    await commitOnBranch(server.connect(), {
      ...{ branch: 'rollback/production', parent },
      commits: [change('Revert', { a: '1' }), change('Hold', { b: '2' }), change('Empty', {})],
    })
    expect(await server.git('log', '--format=%s', 'rollback/production')).toBe('Empty\nHold\nRevert\nBegin')
    expect(await server.git('diff', '--name-only', 'main', 'rollback/production~2')).toBe('a')
    expect(await server.git('diff', '--name-only', 'main', 'rollback/production')).toBe('a\nb')
    expect(server.count('POST /git/refs')).toBe(1)
    expect(server.count('PATCH /git/refs/*')).toBe(0)
  })

  test('done twice is done once', async () => {
    const server = await startGitHub()
    const parent = await server.git('rev-parse', 'main')
    const commits = [change('Revert', { a: '1' }), change('Hold', { b: '2' })] as const
    const push = { branch: 'rollback/production', parent, commits }
    const first = await commitOnBranch(server.connect(), push)
    expect(await commitOnBranch(server.connect(), push)).toEqual(first)
    expect(server.count('POST /git/commits')).toBe(2)
  })
})

describe('a branch that moved is left alone', () => {
  test('before', async () => {
    const server = await startGitHub()
    const parent = await server.git('rev-parse', 'main')
    const head = await server.push('main', { other: 'o' })
    const push = { branch: 'main', parent, commits: [change('x', { a: 'b' })] } as const
    expect(await commitOnBranch(server.connect(), push)).toEqual({ outcome: 'moved', head })
    expect(await server.git('rev-parse', 'main')).toBe(head)
    expect(server.requests.every(({ method }) => method === 'GET')).toBe(true)
  })

  test('with the same message and other files', async () => {
    const server = await startGitHub()
    const parent = await server.git('rev-parse', 'main')
    const head = await server.push('main', { a: 'c' }, 'x')
    const push = { branch: 'main', parent, commits: [change('x', { a: 'b' })] } as const
    expect(await commitOnBranch(server.connect(), push)).toEqual({ outcome: 'moved', head })
    expect(await server.git('rev-parse', 'main')).toBe(head)
  })

  test('in the last moment', async () => {
    const server = await startGitHub()
    const parent = await server.git('rev-parse', 'main')
    let head = ''
    server.faults.push({
      on: 'PATCH /git/refs/*',
      before: async () => {
        head = await server.push('main', { other: 'o' })
      },
    })
    const push = { branch: 'main', parent, commits: [change('x', { a: 'b' })] } as const
    expect(await commitOnBranch(server.connect(), push)).toEqual({ outcome: 'moved', head })
    expect(await server.git('log', '--format=%s', 'main')).toBe('By another\nBegin')
  })

  test('a new branch that another made in the last moment', async () => {
    const server = await startGitHub()
    const parent = await server.git('rev-parse', 'main')
    server.faults.push({ on: 'POST /git/refs', before: () => server.push('bump', { other: 'o' }) })
    const push = { branch: 'bump', parent, commits: [change('x', { a: 'b' })] } as const
    expect(await commitOnBranch(server.connect(), push)).toMatchObject({ outcome: 'moved' })
    expect(await server.git('log', '--format=%s', 'bump')).toBe('By another\nBegin')
  })

  test('one that was deleted in the last moment is not made again', async () => {
    const server = await startGitHub()
    const parent = await server.push('bump', { a: '1' })
    server.faults.push({
      on: 'PATCH /git/refs/*',
      before: () => server.git('update-ref', '-d', 'refs/heads/bump'),
    })
    const push = { branch: 'bump', parent, commits: [change('x', { a: 'b' })] } as const
    expect(await commitOnBranch(server.connect(), push)).toEqual({ outcome: 'moved' })
    expect(await server.git('branch', '--list')).toBe('* main')
  })
})

describe('no change is lost', () => {
  test('two runs at once that make the same: one branch, one commit, both content', async () => {
    const server = await startGitHub()
    const parent = await server.git('rev-parse', 'main')
    const push = { branch: 'bump', parent, commits: [change('Bump', { a: 'b' })] } as const
    const both = await Promise.all([
      commitOnBranch(server.connect(), push),
      commitOnBranch(server.connect(), push),
    ])
    expect(both[0]).toMatchObject({ outcome: 'committed', sha: await server.git('rev-parse', 'bump') })
    expect(both[1]).toEqual(both[0])
  })

  test('eight runs at once that make different things: one is in, the others know that they are not', async () => {
    const server = await startGitHub()
    const parent = await server.git('rev-parse', 'main')
    const runs = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        commitOnBranch(server.connect(), {
          ...{ branch: 'main', parent },
          commits: [change(`Bump ${index}`, { a: `${index}` })],
        }),
      ),
    )
    const head = await server.git('rev-parse', 'main')
    expect(await server.git('rev-parse', 'main^')).toBe(parent)
    expect(runs.filter(({ outcome }) => outcome === 'committed')).toEqual([
      { outcome: 'committed', sha: head, verified: true },
    ])
    expect(runs.filter(({ outcome }) => outcome === 'moved')).toEqual(
      Array(7).fill({ outcome: 'moved', head }),
    )
  })

  test('the answer is lost and another pushes on top: ours is in, and that is found', async () => {
    const server = await startGitHub()
    const parent = await server.git('rev-parse', 'main')
    server.faults.push(
      { on: 'PATCH /git/refs/*', lose: 'answer' },
      // The look after it. Two looks come before.
      { on: 'GET /git/matching-refs/*', before: () => {} },
      { on: 'GET /git/matching-refs/*', before: () => {} },
      { on: 'GET /git/matching-refs/*', before: () => server.push('main', { other: 'o' }) },
    )
    const push = { branch: 'main', parent, commits: [change('Ours', { a: 'b' })] } as const
    expect(await commitOnBranch(server.connect(), push)).toEqual({
      outcome: 'committed',
      sha: await server.git('rev-parse', 'main^'),
      verified: true,
    })
    expect(await server.git('log', '--format=%s', 'main')).toBe('By another\nOurs\nBegin')
  })
})

describe('what cannot be committed is explained', () => {
  const parentOf = (server: { git(...args: string[]): Promise<string> }) => server.git('rev-parse', 'main')

  test('on a commit that GitHub does not have', async () => {
    const server = await startGitHub()
    const push = { branch: 'new', parent: 'a'.repeat(40), commits: [change('x', { a: 'b' })] } as const
    await expect(commitOnBranch(server.connect(), push)).rejects.toThrow(
      `GitHub has no commit ${'a'.repeat(40)} in todo/gitops. Push it first`,
    )
  })

  test('deleting what is not there', async () => {
    const server = await startGitHub()
    const push = {
      ...{ branch: 'main', parent: await parentOf(server) },
      commits: [change('x', { a: null })],
    } as const
    await expect(commitOnBranch(server.connect(), push)).rejects.toThrow(
      /refuses POST .*\/git\/trees \(422: GitRPC::BadObjectState\)\. A file to delete is not in the parent commit/,
    )
  })

  test('a rule of the repository, at the first try', async () => {
    const server = await startGitHub()
    const message = 'Repository rule violations found\n\nChanges must be made through a pull request.\n\n'
    server.faults.push({ on: 'PATCH /git/refs/*', answer: { status: 422, body: { message } } })
    const parent = await parentOf(server)
    const push = { branch: 'main', parent, commits: [change('x', { a: 'b' })] } as const
    await expect(commitOnBranch(server.connect(), push)).rejects.toThrow(
      /A rule of the repository forbids this push: let the App bypass it, or open a pull request instead/,
    )
    expect(await parentOf(server)).toBe(parent)
    expect(server.count('PATCH /git/refs/*')).toBe(1)
  })
})
