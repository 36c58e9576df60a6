import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Entry } from '../../render/release/types.ts'
import { REGISTRY } from '../support/fleet.ts'
import { callsOf, readRegistry } from './programs/state.ts'
import { makePlace, type Place } from './runner/place.ts'
import { startRun } from './runner/run.ts'

const staging = async (place: Place): Promise<Readonly<Record<string, Entry>>> =>
  parse(await place.show('environments/staging/release.yaml')).services

const results = (run: { readonly results: readonly { readonly job: string; readonly result: string }[] }) =>
  run.results.map(({ job, result }) => `${job} ${result}`)

test('an image whose run ended before the bump is neither built nor signed again, and runs', async () => {
  const place = await makePlace('one image')
  const dead = await startRun(place, 'images')
  await dead.go('publish')
  const { tags, attested } = readRegistry(place.state)
  const signed = callsOf(place.state).filter(({ program }) => program === 'cosign').length

  const run = await startRun(place, 'images')
  await run.go()
  expect(run.built).toEqual([])
  expect(readRegistry(place.state)).toMatchObject({ tags, attested })
  expect(callsOf(place.state).filter(({ program }) => program === 'cosign')).toHaveLength(signed)
  const { backend } = await staging(place)
  expect(backend?.digest).toBe(tags[`${REGISTRY}/backend:${backend?.tag}`])
})

test('an image that nobody attested is refused, nothing is written, and re-running its run mends it', async () => {
  const place = await makePlace('one image')
  const before = await place.show('environments/staging/release.yaml')
  let lost = 1
  const broken = await startRun(place, 'images', { interrupted: () => lost-- === 1 })
  await broken.go()
  expect(results(broken)).toContain('publish failure')
  expect(broken.results.at(-1)).toMatchObject({ job: 'bump', result: 'skipped' })

  const other = await startRun(place, 'images')
  await other.go()
  expect(other.results.at(-1)).toMatchObject({ job: 'bump', result: 'failure' })
  expect(other.log('bump')).toContain(
    'was not verified as built by .github/workflows/images.yaml of todo/gitops',
  )
  expect(other.log('bump')).toContain('exit code 3')
  expect(await place.show('environments/staging/release.yaml')).toBe(before)
  expect(await place.subjects()).toEqual(['Begin'])

  const { tags } = readRegistry(place.state)
  await broken.again()
  expect(broken.results.at(-1)).toMatchObject({ job: 'bump', result: 'success' })
  expect(readRegistry(place.state).tags).toEqual(tags)
  expect((await staging(place))['backend']?.digest).toBe(
    tags[`${REGISTRY}/backend:${(await staging(place))['backend']?.tag}`],
  )
})

test('an image that fails the scan gets no tag, and nothing of its change is bumped', async () => {
  const place = await makePlace()
  const run = await startRun(place, 'images', { vulnerable: (image) => image.includes('/frontend@') })
  await run.go()
  expect(run.results.slice(-2)).toMatchObject([
    { job: 'publish', result: 'skipped' },
    { job: 'bump', result: 'skipped' },
  ])
  expect(readRegistry(place.state).tags).toEqual({})
  expect(await place.subjects()).toEqual(['Begin'])
})

test('what is held stays as it is, with a warning; the rest moves, and the run is good', async () => {
  const place = await makePlace()
  const reason = 'The page was blank: 100% of it.'
  const holds = { services: { frontend: { reason } } }
  await place.github.push('main', { 'environments/staging/holds.yaml': JSON.stringify(holds) }, 'Hold')
  const run = await startRun(place, 'images')
  await run.go()
  expect(run.results.at(-1)).toMatchObject({ job: 'bump', result: 'success' })
  expect(run.log('bump')).toMatch(
    /^::warning title=held::frontend is held at 0\.1\.0: The page was blank: 100%25 of it/m,
  )
  const { backend, frontend } = await staging(place)
  expect(backend?.digest).toBeDefined()
  expect(frontend).toEqual({ tag: '0.1.0' })
})

test('a registry that fails stops the run before anything is built', async () => {
  const place = await makePlace('one image')
  place.refuse({
    program: 'docker',
    with: 'inspect',
    says: 'ERROR: unexpected status from HEAD: 403 Forbidden',
  })
  const run = await startRun(place, 'images')
  await run.go()
  expect(results(run)).toEqual(['plan failure', 'build skipped', 'publish skipped', 'bump skipped'])
  expect(run.log('plan')).toMatch(/403 Forbidden Sign in with docker login/)
})

test('another branch builds nothing', async () => {
  const run = await startRun(await makePlace('one image'), 'images', { github: { ref: 'refs/heads/mine' } })
  await run.go()
  expect(new Set(run.results.map(({ result }) => result))).toEqual(new Set(['skipped']))
})
