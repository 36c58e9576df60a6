import { expect } from 'vitest'
import { keepComment } from '../../render/github/comment.ts'
import { commitOnBranch } from '../../render/github/commit.ts'
import type { GitHub } from '../../render/github/connect.ts'
import { setLabels } from '../../render/github/labels.ts'
import { ensurePullRequest } from '../../render/github/pull-request.ts'
import { setStatus } from '../../render/github/status.ts'
import { BOT, type FakeGitHub } from '../support/github.ts'

/** A write to GitHub: how to come to it, and what there must be when all is done, once and no more. */
export interface Write {
  /** The request, as faults name it. */
  readonly on: string
  prepare?(server: FakeGitHub): unknown
  act(github: GitHub, server: FakeGitHub): Promise<unknown>
  /** Fails unless it is there, once. */
  done(server: FakeGitHub): Promise<void>
}

const files = new Map([['a', 'b\n']])
const commits = [{ message: 'Bump', files }] as const
const pull = { number: 1, head: 'bump', base: 'main', title: 'Bump', body: 'To 1.2.0', login: BOT } as const
const comment = { id: 1, pull: 1, login: BOT, body: '<!-- diff -->\nOne.' } as const
const label = { name: 'risk: data', color: 'd93f0b', description: 'May lose data' } as const

const openPull = (server: FakeGitHub) => server.pulls.push({ ...pull, state: 'open' })

/** The first commit of all, which every branch here stands on. */
const begin = (server: FakeGitHub) => server.git('rev-list', '--max-parents=0', 'main')

async function commit(branch: string, github: GitHub, server: FakeGitHub): Promise<void> {
  const pushed = await commitOnBranch(github, { branch, parent: await begin(server), commits })
  expect(pushed).toEqual({
    outcome: 'committed',
    sha: await server.git('rev-parse', branch),
    verified: true,
  })
}

const committed = async (branch: string, server: FakeGitHub): Promise<void> => {
  expect(await server.git('log', '--format=%s', branch)).toBe('Bump\nBegin')
  expect(await server.git('ls-tree', '--name-only', branch)).toBe('README.md\na')
  expect(await server.git('for-each-ref', '--format=%(refname:short)')).toBe(
    branch === 'main' ? 'main' : `${branch}\nmain`,
  )
}

const toMain = {
  act: (github: GitHub, server: FakeGitHub) => commit('main', github, server),
  done: (server: FakeGitHub) => committed('main', server),
}
const keep = {
  act: (github: GitHub) => keepComment(github, { pullRequest: 1, marker: 'diff', body: 'One.' }),
  async done({ comments }: FakeGitHub) {
    expect(comments).toEqual([{ ...comment, id: expect.any(Number) }])
  },
}
const labelled = {
  act: (github: GitHub) => setLabels(github, { pullRequest: 1, owned: 'risk: ', labels: [label] }),
  async done({ labels, labelled }: FakeGitHub) {
    expect(labels.filter(({ name }) => name === label.name)).toEqual([label])
    expect(labelled.get(1)).toEqual([label.name])
  },
}

/** Every write that the tool makes. */
export const WRITES: readonly Write[] = [
  { on: 'POST /git/trees', ...toMain },
  { on: 'POST /git/commits', ...toMain },
  { on: 'PATCH /git/refs/*', ...toMain },
  {
    on: 'POST /git/refs',
    act: (github, server) => commit('bump', github, server),
    done: (server) => committed('bump', server),
  },
  {
    on: 'POST /pulls',
    prepare: (server) => server.push('bump', { a: 'b' }),
    act: (github) => ensurePullRequest(github, pull),
    async done({ pulls }) {
      expect(pulls).toEqual([{ ...pull, state: 'open' }])
    },
  },
  {
    on: 'PATCH /pulls/*',
    prepare: ({ pulls }) => pulls.push({ ...pull, title: 'Old', state: 'open' }),
    act: (github) => ensurePullRequest(github, pull),
    async done({ pulls }) {
      expect(pulls).toEqual([{ ...pull, state: 'open' }])
    },
  },
  { on: 'POST /issues/1/comments', prepare: openPull, ...keep },
  {
    on: 'PATCH /issues/comments/*',
    prepare: (server) => [
      openPull(server),
      server.comments.push({ ...comment, body: '<!-- diff -->\nOld.' }),
    ],
    ...keep,
  },
  {
    on: 'DELETE /issues/comments/*',
    prepare: (server) => [openPull(server), server.comments.push({ ...comment }, { ...comment, id: 2 })],
    ...keep,
  },
  {
    on: 'POST /statuses/*',
    act: async (github, server) =>
      setStatus(github, {
        ...{ sha: await begin(server), context: 'todo-gitops/validate' },
        ...{ state: 'success', description: 'All is well' },
      }),
    async done({ statuses }) {
      expect(statuses).toMatchObject([{ context: 'todo-gitops/validate', state: 'success' }])
    },
  },
  { on: 'POST /labels', prepare: openPull, ...labelled },
  { on: 'POST /issues/1/labels', prepare: openPull, ...labelled },
  {
    on: 'DELETE /issues/1/labels/*',
    prepare: (server) => {
      openPull(server)
      server.labels.push(label, { ...label, name: 'risk: old' })
      server.labelled.set(1, ['risk: old', label.name])
    },
    ...labelled,
  },
]
