import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { publishImage } from '../../render/commands/publish-image.ts'
import { readBuilds } from '../../render/commands/release/builds.ts'
import { commit, digest } from '../release/builds.ts'
import { temporaryFolder, write } from '../support/repository.ts'
import { callsOf, readRegistry, refuse, writeRegistry } from '../workflows/programs/state.ts'
import { asStep, withPrograms } from './repository.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

const ENTRY = {
  ...{ service: 'backend', image: 'ghcr.io/o/backend', tag: 'abc123', commit: commit('a'), migration: 2 },
}
const BOTH = { X64: digest('1'), ARM64: `${digest('2')}\n` }

/** A registry with both platforms' images, without a name, and the folders of a job. */
function job(digests: Readonly<Record<string, string>>) {
  const state = withPrograms()
  const manifests = { [digest('1')]: '{}', [digest('2')]: '{}', [digest('3')]: '{}' }
  writeRegistry(state, { manifests, tags: {}, attested: [] })
  const root = temporaryFolder()
  for (const [platform, text] of Object.entries(digests)) write(root, { [`digests/${platform}`]: text })
  const folders = { digests: join(root, 'digests'), builds: join(root, 'builds') }
  return {
    state,
    outputs: asStep(),
    options: { ...folders, image: JSON.stringify(ENTRY), githubOutput: 'p' },
  }
}

test('an index over both platforms gets the tag, and the build is there for bump', async () => {
  const { state, outputs, options } = job(BOTH)
  const { exit, json } = await publishImage(options)
  expect(exit).toBe(0)
  const { tags, manifests } = readRegistry(state)
  const index = tags['ghcr.io/o/backend:abc123'] as string
  expect(JSON.parse(manifests[index] as string).manifests).toHaveLength(2)
  expect(json).toEqual({ service: 'backend', tag: 'abc123', digest: index, made: true })
  expect(JSON.parse(outputs()['p'] as string)).toEqual(json)
  expect(JSON.parse(readFileSync(join(options.builds, 'backend.json'), 'utf8'))).toEqual({
    ...{ service: 'backend', tag: 'abc123', digest: index, commit: commit('a'), migration: 2 },
  })
  expect(readBuilds(options.builds)).toEqual({
    backend: { tag: 'abc123', digest: index, commit: commit('a'), migration: 2 },
  })
})

test('again, it finds its own image and makes nothing', async () => {
  const { state, options } = job(BOTH)
  const first = await publishImage(options)
  expect(await publishImage(options)).toMatchObject({ exit: 0, json: first.json })
  expect(callsOf(state).filter(({ args }) => args.includes('create'))).toHaveLength(1)
})

test.each([
  { what: 'nothing was built', digests: { X64: '', ARM64: '' } },
  { what: 'another run was faster', digests: { X64: digest('3'), ARM64: digest('2') } },
])('a tag that is there never moves, and its image is not ours: $what', async ({ digests }) => {
  const { state, options } = job(BOTH)
  const { json } = await publishImage(options)
  const before = readRegistry(state)
  for (const [platform, text] of Object.entries(digests)) write(options.digests, { [platform]: text })
  expect(await publishImage(options)).toMatchObject({ exit: 0, json: { ...json, made: false } })
  expect(readRegistry(state)).toEqual(before)
  expect(readBuilds(options.builds)['backend']?.digest).toBe(json['digest'])
})

test('a tag moves from an image without attestation, and from no other', async () => {
  const { state, options } = job(BOTH)
  const { json } = await publishImage(options)
  for (const [platform, text] of Object.entries({ X64: digest('3'), ARM64: digest('2') }))
    write(options.digests, { [platform]: text })
  const replacing = (replaces: string) =>
    publishImage({ ...options, image: JSON.stringify({ ...ENTRY, replaces }) })
  expect(await replacing(digest('9'))).toMatchObject({ json: { ...json, made: false } })
  const anew = await replacing(json['digest'] as string)
  expect(anew).toMatchObject({ exit: 0, json: { made: true } })
  expect(anew.json['digest']).not.toBe(json['digest'])
  expect(readRegistry(state).tags['ghcr.io/o/backend:abc123']).toBe(anew.json['digest'])
  expect(readBuilds(options.builds)['backend']).not.toHaveProperty('replaces')
})

test('denied is no "not published" once something was pushed: the tag does not move', async () => {
  const { state, options } = job(BOTH)
  refuse(state, { program: 'docker', with: 'inspect', says: 'ERROR: denied: denied' })
  await expect(publishImage(options)).rejects.toThrow(/denied: denied/)
  expect(readRegistry(state).tags).toEqual({})
})

test.each([
  [
    'one platform of two',
    { X64: digest('1'), ARM64: '' },
    ENTRY,
    'nothing was built for ARM64: run all jobs again.',
  ],
  ['no platform', { X64: '', ARM64: '' }, ENTRY, 'nothing was built for ARM64, X64'],
  ['no digest', { X64: 'sha256:abc' }, ENTRY, 'X64 contains no digest'],
  ['no folder', {}, ENTRY, 'folder not found'],
  ['no JSON', BOTH, '{', '--image: invalid JSON'],
  ['null', BOTH, 'null', '--image: must be one entry'],
  ['an option for docker', BOTH, { ...ENTRY, image: '--dry-run' }, '"--dry-run" is not an image name'],
  ['a tag that moves', BOTH, { ...ENTRY, tag: 'latest' }, 'backend.tag'],
  ['nothing to replace', BOTH, { ...ENTRY, replaces: '--all' }, 'replaces must be a digest'],
  ['a key too many', BOTH, { ...ENTRY, extra: 1 }, 'extra'],
])('a wrong call: %s', async (_, digests, entry, says) => {
  const { state, options } = job(digests)
  const image = typeof entry === 'string' ? entry : JSON.stringify(entry)
  const { exit, errors } = await publishImage({ ...options, image })
  expect(errors.join('\n')).toContain(says)
  expect(exit).toBe(2)
  expect(readRegistry(state).tags).toEqual({})
})

test('a registry that takes no tag is a failure that says what to do', async () => {
  const { state, options } = job(BOTH)
  refuse(state, { program: 'docker', with: 'create', says: 'ERROR: 403 Forbidden' })
  await expect(publishImage(options)).rejects.toThrow(
    /publish ghcr.io\/o\/backend:abc123: ERROR: 403 Forbidden Sign in/,
  )
})
