import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { expectRendered } from './expect-rendered.ts'
import { makePlace, type Place } from './runner/place.ts'
import { startRun } from './runner/run.ts'

const APP = 'todo-argocd'
const CLUSTER = `${APP}[bot]`
const FAILURE = "Deployment/backend: exceeded its progress deadline '$(id)'"
const ago = (minutes: number): string =>
  new Date(Date.now() - minutes * 60_000).toISOString().replace(/\.\d+Z/, 'Z')

/** Staging asks for it, ran 1.0.0 well, and got 1.1.0. @returns the newest commit, which a sync takes. */
async function failing(): Promise<Place & { readonly synced: string }> {
  const place = await makePlace('bumped')
  const healthy = await place.github.git('rev-parse', 'main~1')
  const file = 'environments/staging/environment.yaml'
  const environment = `${await place.show(file)}\nrollback:\n  automatic:\n    within: 30m\n`
  const synced = await place.github.push('main', { [file]: environment }, 'Roll staging back by itself')
  const line = { at: ago(60), commit: healthy, state: 'success', description: '', id: 900 }
  await place.github.push('health', { 'health/staging.jsonl': `${JSON.stringify(line)}\n` })
  place.github.tokens.set('token-of-the-job', 'github-actions[bot]')
  return { ...place, synced }
}

const report = (place: Place, sha: string, state: string, minutes: number, login = CLUSTER) =>
  place.github.statuses.push({
    ...{ sha, state, login, description: FAILURE, target_url: null },
    ...{ context: 'argocd/todo-staging', created_at: ago(minutes) },
  })

async function dispatched(place: Place, sha: string, login = CLUSTER, state = 'failure') {
  const run = await startRun(place, 'rollback', {
    vars: { HEALTH_APP: APP },
    github: { event_name: 'status', event: { id: 9, sha, state, sender: { login } } },
  })
  await run.go()
  return run
}

const results = (run: Awaited<ReturnType<typeof dispatched>>) =>
  run.results.map(({ job, result }) => `${job} ${result}`)
const tags = async (place: Place) => {
  const { services } = parse(await place.show('environments/staging/release.yaml'))
  return [services.backend.tag, services.frontend.tag]
}

test('a release that failed is rolled back once, held, and told in an issue', async () => {
  const place = await failing()
  report(place, place.synced, 'pending', 5)
  report(place, place.synced, 'failure', 3)
  const run = await dispatched(place, place.synced)
  expect(run.log('automatic')).toContain('proven: every other byte of the built manifests is unchanged.')
  expect(results(run)).toEqual(['rollback skipped', 'automatic success'])
  expect((await place.subjects()).slice(0, 3)).toEqual([
    'Hold backend and frontend in staging',
    expect.stringContaining('Revert "'),
    'Roll staging back by itself',
  ])
  expect(await tags(place)).toEqual(['1.0.0', '1.0.0'])
  expect(await place.show('environments/staging/holds.yaml')).toContain(FAILURE)
  await expectRendered(place)
  const [issue, ...others] = place.github.issues
  expect(others).toEqual([])
  expect(issue).toMatchObject({ title: 'Rolled back: staging', login: 'github-actions[bot]' })
  expect(issue?.body).toContain(`The workflow rolled \`staging\` back`)
  expect(issue?.body).toContain(FAILURE)
  expect(issue?.body).toContain('kubectl --namespace todo-staging logs deployment/backend')

  report(place, place.synced, 'failure', 2)
  const again = await dispatched(place, place.synced)
  expect(results(again)).toEqual(['rollback skipped', 'automatic success'])
  expect(again.log('automatic')).toContain('the commit does not run the newest release')
  expect(await place.subjects()).toHaveLength(6)
  expect(place.github.issues).toHaveLength(1)
})

test('what others say is not believed', async () => {
  const place = await failing()
  report(place, place.synced, 'failure', 3, 'github-actions[bot]')
  expect(results(await dispatched(place, place.synced, 'github-actions[bot]'))).toEqual([
    ...['rollback skipped', 'automatic skipped'],
  ])
  // The App said so of another environment, and of this one something else.
  report(place, place.synced, 'success', 2)
  const run = await dispatched(place, place.synced)
  expect(run.log('automatic')).toContain("the cluster's App reported no failure on this commit")
  expect(await tags(place)).toEqual(['1.1.0', '1.1.0'])
})

test('a change that is on its way is waited for', async () => {
  const place = await failing()
  report(place, place.synced, 'failure', 3)
  const file = 'base/platform/limit-range.yaml'
  await place.github.push('main', { [file]: `${await place.show(file)}\n# Changed\n` }, 'Change base')
  const run = await dispatched(place, place.synced)
  expect(run.log('automatic')).toContain('a later commit changes this environment')
  expect(await tags(place)).toEqual(['1.1.0', '1.1.0'])
})
