import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nextLine } from '../../render/audit/chain.ts'
import { temporaryFolder, write } from '../support/repository.ts'
import { callsOf } from './programs/state.ts'
import { makePlace } from './runner/place.ts'
import { startRun } from './runner/run.ts'
import { workflowOf } from './runner/workflow.ts'

const pullRequest = (from: string, base = 'main', sha = 'b'.repeat(40)) => ({
  event_name: 'pull_request',
  ref: 'refs/pull/7/merge',
  base_ref: base,
  event: {
    pull_request: { number: 7, base: { sha }, head: { sha: 'a'.repeat(40), repo: { full_name: from } } },
  },
})

test('a push to main: check and validate for real, the long ones are asked for, no diff', async () => {
  const place = await makePlace('bumped')
  const run = await startRun(place, 'verify')
  await run.go()
  expect(run.results.map(({ job, result }) => `${job} ${result}`)).toEqual([
    ...['verify success', 'checkers success', 'scanning success', 'diff skipped', 'gates skipped'],
  ])
  expect(run.log('verify')).toContain('overlays/ and apps/ are up to date.')
  const asked = callsOf(place.state).map(({ args }) => args.join(' '))
  expect(asked).toEqual([
    ...['ci --ignore-scripts', 'test', 'run test:slow'],
    ...['ci --ignore-scripts', 'run test:checkers -- --strict'],
    'ci --ignore-scripts',
  ])
})

test('what was not rendered fails', async () => {
  const place = await makePlace()
  const overlay = await place.show('overlays/staging/kustomization.yaml')
  await place.github.push('main', { 'overlays/staging/kustomization.yaml': `${overlay}# by hand\n` })
  const run = await startRun(place, 'verify')
  await run.only('verify')
  expect(run.results).toMatchObject([{ job: 'verify', result: 'failure' }])
  expect(run.log('verify')).toContain('changed overlays/staging/kustomization.yaml')
})

test("a pull request that takes a line out of an assistant's log fails", async () => {
  const place = await makePlace()
  const file = 'docs/audit/ada-example-com.jsonl'
  const asked = {
    ...({ event: 'asked', time: '2026-11-01T12:00:00Z', person: 'ada@example.com' } as const),
    ...{ environment: 'staging', context: 'staging', tool: 'kubectl-ai', arguments: [], reason: 'Slow' },
    rights: [],
  }
  await place.github.push('main', { [file]: nextLine('', asked).line })
  await place.github.push('before', { 'README.md': 'Todo' })
  await place.github.push('main', { [file]: null })
  const run = await startRun(place, 'verify', { github: pullRequest('todo/gitops', 'before') })
  await run.only('verify')
  expect(run.results).toMatchObject([{ job: 'verify', result: 'failure' }])
  expect(run.log('verify')).toContain(`${file}:1: What was logged here before was changed or taken out`)
})

test('the diff of a pull request finds what the push of its base commit has built, and nothing else of it', async () => {
  const place = await makePlace()
  const pushed = await startRun(place, 'verify')
  await pushed.only('verify')
  const kept = readdirSync(join(pushed.artifacts, 'builds'))
  expect(kept).toHaveLength((await place.github.git('ls-tree', 'main:overlays')).split('\n').length)
  expect(kept).toEqual(kept.map(() => expect.stringMatching(/^build-[0-9a-f]{64}$/)))

  const foundBy = async (event: Readonly<Record<string, unknown>>) => {
    const run = await startRun(place, 'verify', { github: event })
    await run.only('diff')
    expect(run.results).toMatchObject([{ job: 'diff', result: 'success' }])
    const folder = join(run.environment['HOME'] ?? '', '.cache/gitops-render/entries')
    return existsSync(folder) ? readdirSync(folder) : []
  }
  const at = (sha: string) => pullRequest('someone/fork', 'main', sha)
  expect(await foundBy(at(pushed.commit))).toEqual(kept)
  expect(await foundBy(at('b'.repeat(40)))).toEqual([])
})

test('what a run of a pull request keeps, no other run finds', async () => {
  const place = await makePlace()
  const forged = await startRun(place, 'verify', { github: pullRequest('someone/fork') })
  write(forged.artifacts, { 'builds/build-forged': '' })
  const run = await startRun(place, 'verify', { github: pullRequest('someone/fork', 'main', forged.commit) })
  await run.only('diff')
  expect(existsSync(join(run.environment['HOME'] ?? '', '.cache/gitops-render/entries'))).toBe(false)
})

test.each([
  { from: 'todo/gitops', more: ` --comment=7 --status=${'a'.repeat(40)}` },
  { from: 'someone/fork', more: '' },
])('a pull request from $from: the diff against its base', async ({ from, more }) => {
  const place = await makePlace()
  const mark = join(temporaryFolder(), 'pwned')
  const base = `$(touch${'\u00a0'}${mark})"`
  const run = await startRun(place, 'verify', { github: pullRequest(from, base) })
  await run.only('diff')
  expect(run.results.at(-1)).toMatchObject({ job: 'diff', result: 'success' })
  expect(callsOf(place.state).at(-1)?.args).toEqual([`run diff -- --base=origin/${base}${more}`])
  expect(existsSync(mark)).toBe(false)
})

test('in a merge queue, every required check runs against what the queue merges into', async () => {
  const place = await makePlace('bumped')
  const base = await place.github.git('rev-parse', 'main~1')
  const github = {
    ...{ event_name: 'merge_group', ref: 'refs/heads/gh-readonly-queue/main/pr-7' },
    event: { merge_group: { base_sha: base } },
  }
  const run = await startRun(place, 'verify', { github })
  await run.go()
  expect(run.results.map(({ job, result }) => `${job} ${result}`)).toEqual([
    ...['verify success', 'checkers success', 'scanning skipped', 'diff success', 'gates success'],
  ])
  expect(callsOf(place.state).flatMap(({ args }) => args)).toContain(`run diff -- --base=${base}`)
  expect(workflowOf('verify').on).toHaveProperty('merge_group')
})
