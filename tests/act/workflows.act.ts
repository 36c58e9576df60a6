import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { callsOf, readRegistry } from '../workflows/programs/state.ts'
import { makePlace } from '../workflows/runner/place.ts'
import { runAct } from './run.ts'

/** What act says of each job, in its last line about it. */
const succeeded = (log: string): string[] =>
  [...new Set([...log.matchAll(/^\[([\w-]+)\s*\].*Job succeeded$/gm)].map(([, job]) => job as string))].sort()

test.each([
  ['push', { ref: 'refs/heads/main' }, ['checkers', 'scanning', 'verify']],
  [
    'pull_request',
    {
      pull_request: {
        ...{ number: 7, head: { ref: 'mine', sha: 'a'.repeat(40), repo: { full_name: 'todo/gitops' } } },
        base: { ref: 'main', sha: 'b'.repeat(40) },
      },
    },
    ['checkers', 'diff', 'verify'],
  ],
  ['merge_group', { merge_group: { base_sha: '' } }, ['checkers', 'diff', 'verify']],
])('verify, on %s', async (name, payload, jobs) => {
  const place = await makePlace('bumped')
  const base = await place.github.git('rev-parse', 'main~1')
  const given = 'merge_group' in payload ? { merge_group: { base_sha: base } } : payload
  const { exit, log } = await runAct(place, 'verify', { name, payload: given })
  expect(exit, log).toBe(0)
  expect(succeeded(log)).toEqual(jobs)
  const diffs = callsOf(place.state).flatMap(({ args }) => args.filter((each) => each.startsWith('run diff')))
  if (name === 'pull_request')
    expect(diffs).toEqual([`run diff -- --base=origin/main --comment=7 --status=${'a'.repeat(40)}`])
  if (name === 'merge_group') expect(diffs).toEqual([`run diff -- --base=${base}`])
})

test('promote', async () => {
  const place = await makePlace('bumped')
  const inputs = { from: 'staging', to: 'production', reason: 'A week in staging.' }
  const { exit, log } = await runAct(place, 'promote', { name: 'workflow_dispatch', payload: { inputs } })
  expect(exit, log).toBe(0)
  expect(place.github.pulls).toMatchObject([
    { title: 'Promote backend and frontend from staging to production' },
  ])
})

test('rollback', async () => {
  const place = await makePlace('bumped')
  const inputs = { environment: 'staging', reason: 'The page was "blank"; $(touch pwned)' }
  const { exit, log } = await runAct(place, 'rollback', { name: 'workflow_dispatch', payload: { inputs } })
  expect(exit, log).toBe(0)
  const { backend } = parse(await place.show('environments/staging/release.yaml')).services
  expect(backend.tag).toBe('1.0.0')
  expect(place.github.issues).toMatchObject([{ title: 'Rolled back: staging' }])
})

test('images: plan and build', async () => {
  const place = await makePlace('one image')
  const payload = { ref: 'refs/heads/main' }
  const { exit, log } = await runAct(place, 'images', { name: 'push', payload, job: 'build' })
  expect(exit, log).toBe(0)
  expect(succeeded(log)).toEqual(expect.arrayContaining(['plan']))
  // One for each platform.
  expect(Object.keys(readRegistry(place.state).manifests)).toHaveLength(2)
})

test('images: a registry that fails stops it before anything is built', async () => {
  const place = await makePlace('one image')
  place.refuse({ program: 'docker', with: 'inspect', says: 'ERROR: 500 Internal Server Error' })
  const payload = { ref: 'refs/heads/main' }
  const { exit, log } = await runAct(place, 'images', { name: 'push', payload, job: 'build' })
  expect(exit).not.toBe(0)
  expect(log).toContain('500 Internal Server Error')
  expect(readRegistry(place.state).manifests).toEqual({})
})

test('scan: every image that runs', async () => {
  const place = await makePlace('bumped')
  const { exit, log } = await runAct(place, 'scan', { name: 'workflow_dispatch' })
  expect(exit, log).toBe(0)
  for (const name of ['backend', 'frontend', 'postgres']) expect(log).toMatch(new RegExp(`${name}@sha256:`))
})
