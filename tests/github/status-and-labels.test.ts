import { beforeEach, describe, expect, test } from 'vitest'
import { setLabels } from '../../render/github/labels.ts'
import { setStatus } from '../../render/github/status.ts'
import { type FakeGitHub, startGitHub } from '../support/github.ts'

let server: FakeGitHub
beforeEach(async () => {
  server = await startGitHub()
})

describe('a status', () => {
  const report = { context: 'todo-gitops/validate', state: 'success', description: 'All is well' } as const

  test('is set, and not again if it is the same', async () => {
    const sha = await server.git('rev-parse', 'main')
    for (let times = 0; times < 2; times++) await setStatus(server.connect(), { sha, ...report })
    expect(server.statuses).toMatchObject([{ sha, ...report, target_url: null }])
  })

  test('replaces an earlier one of its context, not that of another', async () => {
    const sha = await server.git('rev-parse', 'main')
    const github = server.connect()
    const url = 'https://ci.example/1'
    await setStatus(github, { sha, ...report, state: 'pending' })
    await setStatus(github, { sha, ...report, context: 'other' })
    await setStatus(github, { sha, ...report })
    await setStatus(github, { sha, ...report, url })
    await setStatus(github, { sha, ...report, url })
    expect(server.statuses.map(({ context, state, target_url }) => [context, state, target_url])).toEqual([
      ['todo-gitops/validate', 'pending', null],
      ['other', 'success', null],
      ['todo-gitops/validate', 'success', null],
      ['todo-gitops/validate', 'success', url],
    ])
  })

  test.each([
    ['a'.repeat(140), 'a'.repeat(140)],
    ['a'.repeat(141), `${'a'.repeat(139)}…`],
    ['😀'.repeat(141), `${'😀'.repeat(139)}…`],
  ])('a description of more than 140 characters is cut, not halved', async (description, expected) => {
    const sha = await server.git('rev-parse', 'main')
    await setStatus(server.connect(), { sha, ...report, description })
    expect(server.statuses[0]?.description).toBe(expected)
  })

  test('a commit that GitHub does not have is refused in its words', async () => {
    await expect(setStatus(server.connect(), { sha: 'a'.repeat(40), ...report })).rejects.toThrow(
      /422: No commit found for SHA: aaaa/,
    )
  })
})

describe('labels', () => {
  const risk = (name: string) => ({ name, color: 'd93f0b', description: 'What may go wrong' })
  const owned = { pullRequest: 1, owned: 'risk: ' }

  beforeEach(() => {
    const pull = { number: 1, head: 'a', base: 'main', title: '', body: '', login: 'person' }
    server.pulls.push({ ...pull, state: 'open' })
    server.labels.push(risk('risk: replicas'), risk('Risk: Data'), risk('urgent'))
    server.labelled.set(1, ['urgent', 'risk: replicas', 'Risk: Data'])
  })

  test('ours that no longer apply go, missing ones come, those of people stay', async () => {
    const labels = [risk('risk: data'), risk('risk: downtime')]
    const change = await setLabels(server.connect(), { ...owned, labels })
    expect(change).toEqual({ added: ['risk: downtime'], removed: ['risk: replicas'] })
    expect(server.labelled.get(1)).toEqual(['urgent', 'Risk: Data', 'risk: downtime'])
  })

  test('one that the repository lacks is made, in its colour; one that it has keeps its own', async () => {
    const mine = { ...risk('RISK: DATA'), color: '000000' }
    await setLabels(server.connect(), { ...owned, labels: [risk('risk: downtime'), mine] })
    expect(server.labels.slice(1)).toEqual([risk('Risk: Data'), risk('urgent'), risk('risk: downtime')])
  })

  test('nothing is written where nothing changes', async () => {
    const labels = [risk('risk: data'), risk('risk: replicas')]
    const change = await setLabels(server.connect(), { ...owned, labels })
    expect(change).toEqual({ added: [], removed: [] })
    expect(server.requests.map(({ method }) => method)).toEqual(['GET'])
  })

  test('without risks, none of ours is left', async () => {
    await setLabels(server.connect(), { ...owned, labels: [] })
    expect(server.labelled.get(1)).toEqual(['urgent'])
  })

  test('two runs at once come to the same', async () => {
    const labels = [risk('risk: downtime')]
    await Promise.all([
      setLabels(server.connect(), { ...owned, labels }),
      setLabels(server.connect(), { ...owned, labels }),
    ])
    expect(server.labelled.get(1)).toEqual(['urgent', 'risk: downtime'])
    expect(server.labels.filter(({ name }) => name === 'risk: downtime')).toHaveLength(1)
  })
})
