import { beforeEach, expect, test } from 'vitest'
import { keepComment } from '../../render/github/comment.ts'
import { BOT, type FakeGitHub, startGitHub } from '../support/github.ts'

const kept = { pullRequest: 1, marker: 'todo-gitops diff', body: 'One Deployment changes.' }
const text = '<!-- todo-gitops diff -->\nOne Deployment changes.'

let server: FakeGitHub
beforeEach(async () => {
  server = await startGitHub()
  const pull = { number: 1, head: 'a', base: 'main', title: '', body: '', login: 'person' }
  server.pulls.push({ ...pull, state: 'open' })
})

/** Comments that are there already. */
const given = (...comments: readonly [login: string, body: string][]) =>
  server.comments.push(...comments.map(([login, body], index) => ({ id: index + 1, pull: 1, login, body })))

test('is made where there is none', async () => {
  const made = await keepComment(server.connect(), kept)
  expect(made).toEqual({
    url: expect.stringMatching(/^https:.*#issuecomment-\d+$/),
    outcome: 'created',
  })
  expect(server.comments).toMatchObject([{ pull: 1, login: BOT, body: text }])
})

test('is left alone where nothing changed', async () => {
  given([BOT, `${text}\r\n`])
  expect(await keepComment(server.connect(), kept)).toMatchObject({ outcome: 'unchanged' })
  expect(server.count('PATCH /*')).toBe(0)
})

test('is brought up to date', async () => {
  given([BOT, `${text} And more.`])
  expect(await keepComment(server.connect(), kept)).toMatchObject({ outcome: 'updated' })
  expect(server.comments).toMatchObject([{ id: 1, body: text }])
})

test('is found on the third page', async () => {
  given(...Array.from({ length: 230 }, (): [string, string] => ['person', 'Hm.']))
  server.comments.push(
    { id: 900, pull: 1, login: BOT, body: 'x' },
    { id: 901, pull: 1, login: BOT, body: `${text}!` },
  )
  expect(await keepComment(server.connect(), kept)).toMatchObject({ outcome: 'updated' })
  expect(server.comments).toHaveLength(232)
  expect(server.comments.at(-1)?.body).toBe(text)
})

test('duplicates go, and the oldest stays', async () => {
  given([BOT, text], ['person', 'Hm.'], [BOT, `${text} 2`], [BOT, `${text} 3`])
  expect(await keepComment(server.connect(), kept)).toMatchObject({ outcome: 'unchanged' })
  expect(server.comments.map(({ id }) => id)).toEqual([1, 2])
})

test("another author's comment with the marker, and ours with another, stay as they are", async () => {
  given(
    ['mallory', text],
    ['todo-gitops', text],
    [BOT, '<!-- todo-gitops diff-of-two -->\nOther'],
    [BOT, `See ${text}`],
  )
  const before = structuredClone(server.comments)
  expect(await keepComment(server.connect(), kept)).toMatchObject({ outcome: 'created' })
  expect(server.comments.slice(0, 4)).toEqual(before)
  expect(server.comments).toHaveLength(5)
})

test('two runs at once leave one', async () => {
  await Promise.all([
    keepComment(server.connect(), kept),
    keepComment(server.connect(), kept),
    keepComment(server.connect(), kept),
  ])
  expect(server.comments).toMatchObject([{ body: text }])
})

test('one that a person deletes meanwhile is made anew', async () => {
  given([BOT, 'x'], [BOT, `${text}!`])
  server.faults.push({ on: 'PATCH /issues/comments/2', before: () => server.comments.pop() })
  expect(await keepComment(server.connect(), kept)).toMatchObject({ outcome: 'created' })
  expect(server.comments).toMatchObject([{ id: 1 }, { body: text }])
})

test('one that is listed and cannot be changed is not asked for without end', async () => {
  given([BOT, `${text}!`])
  const gone = { status: 404, headers: {}, body: { message: 'Not Found' } }
  const fault = { on: 'PATCH /issues/comments/1', answer: gone }
  server.faults.push(...Array.from({ length: 9 }, () => fault))
  await expect(keepComment(server.connect(), kept)).rejects.toThrow(/#issuecomment-1.*Delete it/)
  expect(server.count('PATCH /*')).toBe(4)
})

test('a token that belongs to no user is refused', async () => {
  const body = { data: { viewer: null }, errors: [{ type: 'FORBIDDEN', message: 'No.' }] }
  server.faults.push({
    on: 'POST /graphql',
    answer: { status: 200, headers: { 'content-type': 'application/json' }, body },
  })
  await expect(keepComment(server.connect(), kept)).rejects.toThrow(
    /does not tell to whom this token belongs/,
  )
})

test('a comment that is too long is refused in the words of GitHub', async () => {
  const long = { ...kept, body: 'x'.repeat(65_536) }
  await expect(keepComment(server.connect(), long)).rejects.toThrow(/422: .*Body is too long/)
  expect(server.comments).toEqual([])
})
