import { expect, test } from 'vitest'
import { ensurePullRequest } from '../../render/github/pull-request.ts'
import { BOT, type FakeGitHub, startGitHub } from '../support/github.ts'

const wanted = { head: 'bump/staging', base: 'main', title: 'Bump backend', body: 'To 1.2.0' }

async function withBranch(): Promise<FakeGitHub> {
  const server = await startGitHub()
  await server.push('bump/staging', { a: 'b' })
  return server
}

test('is made where there is none', async () => {
  const server = await withBranch()
  expect(await ensurePullRequest(server.connect(), wanted)).toEqual({
    number: 1,
    url: 'https://github.com/todo/gitops/pull/1',
    created: true,
  })
  expect(server.pulls).toEqual([{ ...wanted, number: 1, state: 'open', login: BOT }])
})

test('is found where there is one, and left as it is', async () => {
  const server = await withBranch()
  await ensurePullRequest(server.connect(), wanted)
  const again = await ensurePullRequest(server.connect(), { ...wanted, body: 'To 1.2.0\n' })
  expect(again).toMatchObject({ number: 1, created: false })
  expect(server.count('PATCH /pulls/*')).toBe(0)
})

test('gets the title and body it should have', async () => {
  const server = await withBranch()
  await ensurePullRequest(server.connect(), wanted)
  await ensurePullRequest(server.connect(), { ...wanted, title: 'Bump two', body: 'More' })
  expect(server.pulls).toMatchObject([{ title: 'Bump two', body: 'More' }])
})

test('has a title as long as GitHub takes it', async () => {
  const server = await withBranch()
  const title = `Revert "${'🎉'.repeat(300)}"`
  await ensurePullRequest(server.connect(), { ...wanted, title })
  expect([...(server.pulls[0]?.title ?? '')]).toHaveLength(256)
  expect(server.pulls[0]?.title).toMatch(/^Revert "🎉+…$/u)
  expect(await ensurePullRequest(server.connect(), { ...wanted, title })).toMatchObject({ created: false })
  expect(server.count('PATCH /pulls/*')).toBe(0)
})

test('is made again after it was closed', async () => {
  const server = await withBranch()
  await ensurePullRequest(server.connect(), wanted)
  for (const pull of server.pulls) pull.state = 'closed'
  expect(await ensurePullRequest(server.connect(), wanted)).toMatchObject({ number: 2, created: true })
})

test('one to another base, or from another branch, is another one', async () => {
  const server = await withBranch()
  await server.push('other', { c: 'd' })
  await server.push('next', { e: 'f' })
  for (const other of [{ head: 'other' }, { base: 'next' }])
    await ensurePullRequest(server.connect(), { ...wanted, ...other })
  expect(await ensurePullRequest(server.connect(), wanted)).toMatchObject({ number: 3, created: true })
})

test('bears labels, beside those that people gave it', async () => {
  const server = await withBranch()
  const labels = [{ name: 'bump', color: '0e8a16', description: 'A new image' }]
  const { number } = await ensurePullRequest(server.connect(), { ...wanted, labels })
  server.labels.push({ name: 'urgent', color: 'ff0000', description: '' })
  server.labelled.get(number)?.push('urgent')
  await ensurePullRequest(server.connect(), { ...wanted, labels })
  expect(server.labelled.get(number)).toEqual(['bump', 'urgent'])
  expect(server.labels[0]).toEqual(labels[0])
})

test('two runs at once make one', async () => {
  const server = await withBranch()
  const both = await Promise.all([
    ensurePullRequest(server.connect(), wanted),
    ensurePullRequest(server.connect(), wanted),
  ])
  expect(server.pulls).toHaveLength(1)
  expect(both.map(({ number }) => number)).toEqual([1, 1])
  expect(both.filter(({ created }) => created)).toHaveLength(1)
})

test.each([
  [{ head: 'nowhere' }, /422: Validation Failed: .*"field":"head","code":"invalid"/],
  [{ head: 'main', base: 'bump/staging' }, /No commits between bump\/staging and main/],
])('%j is refused in the words of GitHub', async (change, words) => {
  const server = await withBranch()
  await expect(ensurePullRequest(server.connect(), { ...wanted, ...change })).rejects.toThrow(words)
  expect(server.pulls).toEqual([])
  expect(server.count('POST /pulls')).toBe(1)
})
