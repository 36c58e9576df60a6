import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { BOT } from '../support/github.ts'
import { expectRendered } from './expect-rendered.ts'
import { writeRegistry } from './programs/state.ts'
import { makePlace, type Place } from './runner/place.ts'
import { startRun } from './runner/run.ts'

const TITLE = 'Promote backend and frontend from staging to production'

/** Staging runs the second of two bumps, and production asks for what has passed these gates. */
async function asking(gates = ''): Promise<Place> {
  const place = await makePlace('bumped')
  const file = 'environments/production/environment.yaml'
  const promotion = `\npromotion:\n  from: staging\n  auto: true\n${gates}`
  await place.github.push('main', { [file]: `${await place.show(file)}${promotion}` }, 'Promote what is due')
  return place
}

/** The run that the clock starts. */
async function scheduled(place: Place, vars: Readonly<Record<string, string>> = {}) {
  const run = await startRun(place, 'promote-due', { vars, github: { event_name: 'schedule' } })
  await run.go()
  return run
}

const tagsIn = async (place: Place, branch?: string) => {
  const { services } = parse(await place.show('environments/production/release.yaml', branch))
  return [services.backend.tag, services.frontend.tag]
}

test('what is due is proposed in one pull request, which a second run finds', async () => {
  const place = await asking()
  const run = await scheduled(place)
  expect(run.log('promote')).toContain('opened pull request 1')
  expect(run.results).toMatchObject([{ job: 'promote', result: 'success' }])
  expect(run.appPermissions).toEqual(['permission-contents', 'permission-pull-requests'])
  const [pull] = place.github.pulls
  expect(pull).toMatchObject({ base: 'main', login: BOT, title: TITLE })
  expect(pull?.body).toContain('Every promotion gate has passed.')
  expect(await tagsIn(place, pull?.head)).toEqual(['1.1.0', '1.1.0'])
  await expectRendered(place, pull?.head)

  expect((await scheduled(place)).log('promote')).toContain('found pull request 1')
  expect(place.github.pulls).toHaveLength(1)
  expect(await tagsIn(place)).toEqual(['0.1.0', '0.1.0'])
})

test('what is due is committed where the repository asks for that, once', async () => {
  const place = await asking()
  const vars = { AUTO_PROMOTION: 'commit' }
  expect((await scheduled(place, vars)).results).toMatchObject([{ result: 'success' }])
  expect((await place.subjects()).slice(0, 2)).toEqual([TITLE, 'Promote what is due'])
  expect(await place.github.git('log', '-1', '--format=%an', 'main')).toBe(BOT)
  expect(await tagsIn(place)).toEqual(['1.1.0', '1.1.0'])
  await expectRendered(place)
  expect((await scheduled(place, vars)).results).toMatchObject([{ result: 'success' }])
  expect(await place.subjects()).toHaveLength(5)
  expect(place.github.pulls).toEqual([])
})

test('a closed gate keeps it waiting without a failure, until staging is recorded as healthy', async () => {
  const place = await asking('  healthy: required\n')
  const early = await scheduled(place)
  expect(early.results).toMatchObject([{ result: 'success' }])
  expect(early.log('promote')).toContain('no health record of staging')
  const commit = await place.github.git('rev-parse', 'main')
  const line = { at: '2026-11-29T12:00:00Z', commit, state: 'success', description: '', id: 1 }
  await place.github.push('health', { 'health/staging.jsonl': `${JSON.stringify(line)}\n` })
  expect((await scheduled(place)).results).toMatchObject([{ result: 'success' }])
  expect(place.github.pulls).toMatchObject([{ title: TITLE }])
})

test('a soak time that is not over keeps it waiting', async () => {
  const place = await asking('  soak: 24h\n')
  const run = await scheduled(place)
  expect(run.results).toMatchObject([{ result: 'success' }])
  expect(run.log('promote')).toContain('it has run in staging for less than 24h')
  expect(place.github.pulls).toEqual([])
})

test('an image without an attestation fails the run, unless they are switched off', async () => {
  const place = await asking()
  writeRegistry(place.state, { manifests: {}, tags: {}, attested: [] })
  const run = await scheduled(place)
  expect(run.results).toMatchObject([{ result: 'failure' }])
  expect(run.log('promote')).toContain('was not verified as built by .github/workflows/images.yaml')
  expect(place.github.pulls).toEqual([])
  expect((await scheduled(place, { ATTESTATIONS: 'off' })).results).toMatchObject([{ result: 'success' }])
  expect(place.github.pulls).toHaveLength(1)
})

test('where no environment asks for it, nothing is done', async () => {
  const place = await makePlace('bumped')
  const run = await scheduled(place)
  expect(run.log('promote')).toContain('No environment sets promotion.auto.')
  expect(run.results).toMatchObject([{ result: 'success' }])
  expect(place.github.pulls).toEqual([])
})
