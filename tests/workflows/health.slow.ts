import { expect, test } from 'vitest'
import { makePlace, type Place } from './runner/place.ts'
import { startRun } from './runner/run.ts'

const APP = 'todo-argocd'
const CLUSTER = `${APP}[bot]`

/** A place with the branch `health`, as docs/health.md makes it. */
async function withRecord(): Promise<Place> {
  const place = await makePlace('bumped')
  await place.github.push('health', { 'README.md': 'Health of releases.\n' }, 'Begin the record')
  return place
}

interface Reported {
  readonly state: string
  readonly by?: string
  readonly context?: string
  readonly description?: string
  readonly at?: string
}

/** A status of the newest commit of main. */
async function report(place: Place, { state, by = CLUSTER, ...more }: Reported): Promise<string> {
  const sha = await place.github.git('rev-parse', 'main')
  const { context = 'argocd/todo-staging', description = 'Synced', at = '2026-11-29T12:00:00Z' } = more
  const login = by
  place.github.statuses.push({ sha, state, context, description, target_url: null, login, created_at: at })
  return sha
}

/** The run that the newest status starts. */
async function recorded(place: Place, vars: Readonly<Record<string, string>> = { HEALTH_APP: APP }) {
  const last = place.github.statuses.at(-1)
  const run = await startRun(place, 'health', {
    vars,
    github: {
      event_name: 'status',
      event: { sha: last?.sha, state: last?.state, sender: { login: last?.login } },
    },
  })
  await run.go()
  return run
}

const lines = async (place: Place) =>
  (await place.show('health/staging.jsonl', 'health').catch(() => ''))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
const commits = (place: Place) => place.github.git('rev-list', '--count', 'health')

test('what the App reported is appended to the branch, once', async () => {
  const place = await withRecord()
  await report(place, { state: 'pending', at: '2026-11-29T11:59:00Z' })
  const commit = await report(place, { state: 'success', description: 'Synced, tested and healthy' })
  const run = await recorded(place)
  expect(run.results).toMatchObject([{ job: 'record', result: 'success' }])
  expect(run.appPermissions).toEqual(['permission-contents'])
  expect(await lines(place)).toEqual([
    {
      ...{ at: '2026-11-29T12:00:00Z', commit, state: 'success' },
      ...{ description: 'Synced, tested and healthy', id: 2 },
    },
  ])
  const count = await commits(place)
  expect((await recorded(place)).log('record')).toContain('No new status of')
  expect(await commits(place)).toBe(count)
})

test('a status of another creator is ignored, whatever its name and the actor of the run', async () => {
  const place = await withRecord()
  for (const by of ['github-actions[bot]', 'someone', `${APP}[bot]x`, 'argocd[bot]'])
    await report(place, { state: 'success', by })
  const count = await commits(place)
  expect((await recorded(place)).results).toMatchObject([{ result: 'skipped' }])

  await report(place, { state: 'failure', description: 'Job/smoke-test: exit 1' })
  expect((await recorded(place)).results).toMatchObject([{ result: 'success' }])
  expect(await lines(place)).toMatchObject([{ state: 'failure', id: 5 }])
  expect(Number(await commits(place))).toBe(Number(count) + 1)
})

test('a status that comes late is put where it belongs, and what was there stays', async () => {
  const place = await withRecord()
  await report(place, { state: 'failure', at: '2026-11-29T12:05:00Z' })
  await recorded(place)
  await report(place, { state: 'success', at: '2026-11-29T12:01:00Z' })
  await recorded(place)
  expect((await lines(place)).map(({ state }) => state)).toEqual(['success', 'failure'])
})

test('other contexts and environments are kept apart', async () => {
  const place = await withRecord()
  await report(place, { state: 'success', context: 'argocd/root-cloud' })
  await report(place, { state: 'success', context: 'argocd/todo-production' })
  await recorded(place)
  expect(await lines(place)).toEqual([])
  expect(await place.show('health/production.jsonl', 'health')).toContain('"state":"success"')
})

test('a description is one line of data', async () => {
  const place = await withRecord()
  await report(place, { state: 'failure', description: 'a\n{"id":1}\u001b[2J"$(id)' })
  await recorded(place)
  expect(await lines(place)).toMatchObject([{ description: 'a\\n{"id":1}\\u{1b}[2J"$(id)' }])
})

test('two at once are both recorded', async () => {
  const place = await withRecord()
  await report(place, { state: 'success' })
  place.github.faults.push({
    on: 'PATCH /git/refs/heads/health',
    before: async () => {
      await place.github.push('health', { 'health/production.jsonl': '' }, 'By another run')
    },
  })
  expect((await recorded(place)).results).toMatchObject([{ result: 'success' }])
  expect(await lines(place)).toHaveLength(1)
  expect(await place.github.git('log', '--format=%s', 'health')).toContain('By another run')
})

test('without the variable nothing runs; without the branch, the run says how to make it', async () => {
  const place = await makePlace('bumped')
  await report(place, { state: 'success' })
  expect((await recorded(place, {})).results).toMatchObject([{ result: 'skipped' }])
  const run = await recorded(place)
  expect(run.results).toMatchObject([{ result: 'failure' }])
  expect(run.log('record')).toContain('docs/health.md')
})
