import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Entry } from '../../render/release/types.ts'
import { REGISTRY } from '../support/fleet.ts'
import { callsOf, readRegistry, writeRegistry } from './programs/state.ts'
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

test('an image without attestation is built anew by the next run, under its tag, and blocks nothing', async () => {
  const place = await makePlace('one image')
  let lost = 1
  const broken = await startRun(place, 'images', { interrupted: () => lost-- === 1 })
  await broken.go()
  expect(results(broken)).toContain('publish failure')
  expect(broken.results.at(-1)).toMatchObject({ job: 'bump', result: 'skipped' })
  const [[name = '', unattested] = []] = Object.entries(readRegistry(place.state).tags)

  const next = await startRun(place, 'images')
  await next.go()
  expect(next.built).toHaveLength(2)
  expect(next.results.at(-1)).toMatchObject({ job: 'bump', result: 'success' })
  const { tags, attested } = readRegistry(place.state)
  expect(tags[name]).not.toBe(unattested)
  expect(attested).toEqual([`${REGISTRY}/backend@${tags[name]}`])
  const { backend } = await staging(place)
  expect(backend?.digest).toBe(tags[name])
})

test('re-running the run that lost its attestation attests its own image', async () => {
  const place = await makePlace('one image')
  let lost = 1
  const broken = await startRun(place, 'images', { interrupted: () => lost-- === 1 })
  await broken.go()
  const { tags } = readRegistry(place.state)
  await broken.again()
  expect(broken.results.at(-1)).toMatchObject({ job: 'bump', result: 'success' })
  expect(readRegistry(place.state).tags).toEqual(tags)
})

test('re-run after the next run has built it anew, it neither moves the tag nor attests', async () => {
  const place = await makePlace('one image')
  let lost = 1
  const broken = await startRun(place, 'images', { interrupted: () => lost-- === 1 })
  await broken.go()
  await (await startRun(place, 'images')).go()
  const before = readRegistry(place.state)
  await broken.again()
  expect(broken.results.at(-1)).toMatchObject({ job: 'bump', result: 'success' })
  expect(readRegistry(place.state)).toMatchObject({ tags: before.tags, attested: before.attested })
})

test('an unattested image that is put there meanwhile is refused by the bump', async () => {
  const place = await makePlace('one image')
  const run = await startRun(place, 'images')
  await run.go('publish')
  const registry = readRegistry(place.state)
  registry.attested.length = 0
  writeRegistry(place.state, registry)
  await run.go()
  expect(run.results.at(-1)).toMatchObject({ job: 'bump', result: 'failure' })
  expect(run.log('bump')).toContain(
    'was not verified as built by .github/workflows/images.yaml of todo/gitops',
  )
  expect(run.log('bump')).toContain('exit code 3')
  expect(await place.subjects()).toEqual(['Begin'])
})

test('GitHub that cannot be asked about attestations stops the run before anything is built', async () => {
  const place = await makePlace('one image')
  await (await startRun(place, 'images')).go('publish')
  place.refuse({ program: 'gh', with: 'attestation verify', says: 'HTTP 403: Resource not accessible' })
  const run = await startRun(place, 'images')
  await run.go()
  expect(results(run)).toEqual(['plan failure', 'build skipped', 'publish skipped', 'bump skipped'])
})

test('without attestations, images are built, signed and run all the same, and gh is asked for none', async () => {
  const place = await makePlace('one image')
  const run = await startRun(place, 'images', { vars: { ATTESTATIONS: 'off' } })
  await run.go()
  expect(run.results.filter(({ result }) => result !== 'success')).toEqual([])
  const { tags, attested } = readRegistry(place.state)
  expect(attested).toEqual([])
  const calls = callsOf(place.state)
  expect(calls.filter(({ program, args }) => program === 'cosign' && args[0] === 'sign')).toHaveLength(1)
  expect(calls.filter(({ args }) => args[0] === 'attestation')).toEqual([])
  const { backend } = await staging(place)
  expect(backend?.digest).toBe(tags[`${REGISTRY}/backend:${backend?.tag}`])
})

test('a publish that fails is one error, not two', async () => {
  const place = await makePlace('one image')
  place.refuse({ program: 'docker', with: 'imagetools create', says: 'ERROR: 500 Internal Server Error' })
  const run = await startRun(place, 'images')
  await run.go()
  expect(results(run)).toContain('publish failure')
  expect(run.log('publish')).toContain('500 Internal Server Error')
  expect(run.log('publish')).not.toContain('The template is not valid')
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

test('the first publish: a registry that denies every image that is not there yet', async () => {
  const place = await makePlace('one image')
  place.refuse({ program: 'docker', with: 'inspect --raw', says: 'ERROR: denied: denied', times: 1 })
  const run = await startRun(place, 'images')
  await run.go()
  expect(run.results.filter(({ result }) => result !== 'success')).toEqual([])
  expect(run.built).toHaveLength(2)
})

test.each([
  ['denies, and does not accept the credentials', 'ERROR: 403 Forbidden', 'login'],
  ['fails', 'ERROR: 500 Internal Server Error', undefined],
])('a registry that %s stops the run before anything is built', async (_, says, also) => {
  const place = await makePlace('one image')
  place.refuse({ program: 'docker', with: 'inspect', says })
  if (also) place.refuse({ program: 'docker', with: also, says: 'Error: unauthorized' })
  const run = await startRun(place, 'images')
  await run.go()
  expect(results(run)).toEqual(['plan failure', 'build skipped', 'publish skipped', 'bump skipped'])
  expect(run.log('plan')).toMatch(/(403 Forbidden|500 Internal Server Error) Sign in with docker login/)
})

test('another branch builds nothing', async () => {
  const run = await startRun(await makePlace('one image'), 'images', { github: { ref: 'refs/heads/mine' } })
  await run.go()
  expect(new Set(run.results.map(({ result }) => result))).toEqual(new Set(['skipped']))
})
