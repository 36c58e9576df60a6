import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Entry } from '../../render/release/types.ts'
import { REGISTRY } from '../support/fleet.ts'
import { BOT } from '../support/github.ts'
import { expectRendered } from './expect-rendered.ts'
import { callsOf, readRegistry } from './programs/state.ts'
import { makePlace, type Place } from './runner/place.ts'
import { startRun } from './runner/run.ts'

const staging = async (place: Place): Promise<Readonly<Record<string, Entry>>> =>
  parse(await place.show('environments/staging/release.yaml')).services

const results = (run: { readonly results: readonly { readonly job: string; readonly result: string }[] }) =>
  run.results.map(({ job, result }) => `${job} ${result}`)

test('builds what changed, signs it, and lets staging run it; a second run finds nothing to do', async () => {
  const place = await makePlace()
  const before = await staging(place)
  const run = await startRun(place, 'images')
  await run.go()
  expect(run.results.filter(({ result }) => result !== 'success')).toEqual([])

  expect(run.built).toEqual([
    ...['backend linux/amd64', 'backend linux/arm64'],
    ...['frontend linux/amd64', 'frontend linux/arm64'],
  ])
  expect(run.scanned).toHaveLength(4)
  const { tags, attested } = readRegistry(place.state)
  expect(Object.keys(tags)).toHaveLength(2)
  const after = await staging(place)
  for (const service of ['backend', 'frontend']) {
    const { tag, digest, commit } = after[service] as Entry
    expect(digest).toBe(tags[`${REGISTRY}/${service}:${tag}`])
    expect(commit).toBe(run.commit)
    expect(attested).toContain(`${REGISTRY}/${service}@${digest}`)
    expect(signatures(place, `${REGISTRY}/${service}`).sort()).toEqual([
      ...JSON.parse(readRegistry(place.state).manifests[digest as string] as string)
        .manifests.map((part: { digest: string }) => `attest ${part.digest}`)
        .sort(),
      `sign ${digest}`,
    ])
    expect(provenanceAsked(place, `${REGISTRY}/${service}@${digest}`)).toBe(true)
  }
  expect(after['backend']?.migration).toBe(1)
  expect({ ...after, backend: 0, frontend: 0 }).toEqual({ ...before, backend: 0, frontend: 0 })

  expect(await place.subjects()).toEqual(['Bump backend and frontend in staging', 'Begin'])
  expect(await place.github.git('log', '-1', '--format=%an', 'main')).toBe(BOT)
  expect(place.github.count('PATCH /git/refs/heads/main')).toBe(1)
  expect(run.appPermissions).toEqual(['permission-contents'])
  await expectRendered(place)

  const second = await startRun(place, 'images')
  await second.go()
  expect(results(second)).toEqual(['plan success', 'build skipped', 'publish skipped', 'bump skipped'])
  expect(await place.subjects()).toHaveLength(2)
})

/** What cosign was asked for an image. */
const signatures = (place: Place, image: string): string[] =>
  callsOf(place.state)
    .filter(({ program, args }) => program === 'cosign' && args.at(-1)?.startsWith(`${image}@`))
    .map(({ args }) => `${args[0]} ${args.at(-1)?.split('@')[1]}`)

/** Whether gh was asked about this workflow on main, with the token of the job. */
const provenanceAsked = (place: Place, image: string): boolean => {
  const asked = callsOf(place.state).find(({ args }) => args[2] === `oci://${image}`)
  expect(asked?.args.slice(3)).toEqual([
    ...['--repo', 'todo/gitops', '--signer-workflow', 'todo/gitops/.github/workflows/images.yaml'],
    ...['--source-ref', 'refs/heads/main', '--deny-self-hosted-runners'],
  ])
  return asked?.token === 'token-of-the-job'
}

test.each(['the older', 'the newer'])(
  'two runs at once lose nothing, when %s one meets the other',
  async (first) => {
    const place = await makePlace()
    const older = await startRun(place, 'images')
    await older.go('publish')
    const change = await place.github.push('main', { 'docker/frontend/main.ts': '// two\n' }, 'Change')
    const newer = await startRun(place, 'images')
    await newer.go('publish')
    expect(newer.built).toEqual(['frontend linux/amd64', 'frontend linux/arm64'])

    // The other one writes its bump in the very moment in which the first one is about to.
    const [meets, met] = first === 'the older' ? [older, newer] : [newer, older]
    place.github.faults.push({ on: 'PATCH /git/refs/heads/main', before: () => met.go() })
    await meets.go()
    expect([...older.results, ...newer.results].filter(({ result }) => result !== 'success')).toEqual([])

    const { backend, frontend } = await staging(place)
    expect(backend?.commit).toBe(older.commit)
    expect(frontend?.commit).toBe(change)
    const bumps = (await place.subjects()).filter((subject) => subject.startsWith('Bump'))
    expect(bumps).toEqual(
      first === 'the older'
        ? ['Bump backend and frontend in staging']
        : ['Bump frontend in staging', 'Bump backend and frontend in staging'],
    )
    await expectRendered(place)
  },
)
