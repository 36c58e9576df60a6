import { expect, test } from 'vitest'
import { openIssue } from '../../render/github/issue.ts'
import { startGitHub } from '../support/github.ts'

const wanted = { title: 'Rolled back: staging', body: 'As commit abc123 left it.', mark: 'abc123' }

test('an issue is opened once, also if the answer is lost', async () => {
  const server = await startGitHub()
  server.faults.push({ on: 'POST /issues', lose: 'answer' })
  const url = 'https://github.com/todo/gitops/issues/1'
  expect(await openIssue(server.connect(), wanted)).toBe(url)
  expect(await openIssue(server.connect(), wanted)).toBe(url)
  expect(server.issues).toHaveLength(1)
})

test('a closed one, and one about something else, are no such issue', async () => {
  const server = await startGitHub()
  await openIssue(server.connect(), wanted)
  for (const issue of server.issues) issue.state = 'closed'
  await openIssue(server.connect(), wanted)
  await openIssue(server.connect(), { ...wanted, body: 'As commit def456 left it.', mark: 'def456' })
  expect(server.issues.map(({ number }) => number)).toEqual([1, 2, 3])
})

test('a repository without issues refuses in the words of GitHub', async () => {
  const server = await startGitHub()
  const answer = { status: 410, body: { message: 'Issues has been disabled in this repository.' } }
  server.faults.push({ on: 'GET /issues', answer })
  await expect(openIssue(server.connect(), wanted)).rejects.toThrow('Issues has been disabled')
})
