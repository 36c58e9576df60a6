import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { images } from '../../render/commands/images.ts'
import type { Image } from '../../render/images/image.ts'
import { REGISTRY } from '../support/fleet.ts'
import { callsOf, refuse, writeRegistry } from '../workflows/programs/state.ts'
import { asStep, repositoryWithSources, withPrograms } from './repository.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

const SOURCES = {
  'docker/package.json': '{}',
  'docker/backend/package.json': '{"name":"@todo/backend","dependencies":{"@todo/database":"0"}}',
  'docker/backend/Dockerfile': 'FROM scratch',
  'docker/backend/main.ts': '// one',
  'docker/database/package.json': '{"name":"@todo/database"}',
  'docker/database/migrations/0001-a.sql': 'create',
  'docker/frontend/package.json': '{"name":"@todo/frontend"}',
  'docker/frontend/Dockerfile': 'FROM scratch',
  'docker/scripted-model/Dockerfile': 'FROM scratch, and no service of base/services',
}

const listed = async (...args: Parameters<typeof images>): Promise<readonly Image[]> => {
  const { exit, errors, json } = await images(...args)
  expect([exit, ...(exit === 0 ? [] : errors)]).toEqual([0])
  return json['images'] as readonly Image[]
}

test('an image is named after its content and the newest commit that changed it', async () => {
  const { root, commit } = await repositoryWithSources()
  const first = await commit(SOURCES)
  const [backend, frontend, ...others] = await listed(root, {})
  expect(others).toEqual([])
  expect(backend).toEqual({
    service: 'backend',
    image: `${REGISTRY}/backend`,
    tag: expect.stringMatching(/^[0-9a-f]{12}$/),
    commit: first,
    migration: 1,
  })
  expect(frontend).not.toHaveProperty('migration')

  await commit({
    'docker/backend/tests/a.test.ts': '// test',
    'docker/backend/README.md': '# Read',
    'README.md': '#',
  })
  expect(await listed(root, {})).toEqual([backend, frontend])

  const second = await commit({ 'docker/database/migrations/0002-b.sql': '-- contracting\ndrop' })
  const [newer, same] = await listed(root, {})
  expect(same).toEqual(frontend)
  expect(newer).toMatchObject({ commit: second, migration: 2, contracting: 2 })
  expect(newer?.tag).not.toBe(backend?.tag)
})

test('bytes that are no text count as they are', async () => {
  const { root, commit } = await repositoryWithSources()
  await commit(SOURCES)
  const tags = []
  for (const byte of [0xfe, 0xff]) {
    writeFileSync(join(root, 'docker/frontend/icon.png'), Buffer.from([byte]))
    await commit({})
    tags.push((await listed(root, {}))[1]?.tag)
  }
  expect(new Set(tags).size).toBe(2)
})

test('what an environment runs already is left out', async () => {
  const { root, commit } = await repositoryWithSources()
  await commit(SOURCES)
  const [backend, frontend] = await listed(root, {})
  const typed = { tag: '1' }
  const services = { 'ai-agent': typed, backend: { tag: backend?.tag }, frontend: typed, 'mcp-server': typed }
  await commit({ 'environments/staging/release.yaml': JSON.stringify({ services }) })
  expect(await listed(root, { changedFrom: 'staging' })).toEqual([frontend])
  expect(await images(root, { changedFrom: 'stagin' })).toMatchObject({
    exit: 2,
    errors: ['Environment "stagin" not found. Did you mean "staging"?'],
  })
})

test('the registry says which are published, and a step hands the list on', async () => {
  const { root, commit } = await repositoryWithSources()
  await commit(SOURCES)
  const state = withPrograms()
  const outputs = asStep()
  const [backend, frontend] = await listed(root, {})
  const tags = { [`${backend?.image}:${backend?.tag}`]: 'sha256:x' }
  writeRegistry(state, { tags, manifests: { 'sha256:x': '{}' }, attested: [] })
  const found = await listed(root, { published: true, githubOutput: 'images' })
  // SHA-256 of the two bytes that the registry holds.
  const digest = 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
  expect(found).toEqual([{ ...backend, digest }, frontend])
  expect(JSON.parse(outputs()['images'] as string)).toEqual(found)
})

test('services that are not listed are named, with the reason', async () => {
  const { root, commit } = await repositoryWithSources()
  await commit(SOURCES)
  const skipped = ['ai-agent', 'mcp-server'].map((service) => ({
    ...{ service, reason: `no docker/${service}/Dockerfile at HEAD` },
  }))
  expect((await images(root, {})).json['skipped']).toEqual(skipped)
  const [backend] = await listed(root, {})
  const typed = { tag: '1' }
  const services = { 'ai-agent': typed, backend: { tag: backend?.tag }, frontend: typed, 'mcp-server': typed }
  await commit({ 'environments/staging/release.yaml': JSON.stringify({ services }) })
  expect((await images(root, { changedFrom: 'staging' })).errors).toEqual([
    'skipped ai-agent: no docker/ai-agent/Dockerfile at HEAD',
    'skipped backend: staging runs this image',
    'skipped mcp-server: no docker/mcp-server/Dockerfile at HEAD',
  ])
})

/** What registries answer about an image that they hold back, or that doesn't exist yet; all as buildx prints it. */
const DENIALS = [
  ['GHCR', 'ERROR: denied: denied'],
  [
    'GHCR, for the token',
    'ERROR: failed to authorize: failed to fetch oauth token: unexpected status: 403 Forbidden',
  ],
  [
    'Docker Hub',
    'ERROR: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
  ],
  ['Harbor', 'ERROR: unauthorized: unauthorized to access repository: o/backend, action: pull'],
  ['GitLab', 'ERROR: denied: access forbidden'],
  ['Artifact Registry', 'ERROR: denied: Permission denied on resource "projects/o" (or it may not exist)'],
] as const

test.each(DENIALS)(
  '%s denies what does not exist: with accepted credentials, not published',
  async (_, says) => {
    const { root, commit } = await repositoryWithSources()
    await commit(SOURCES)
    const state = withPrograms()
    refuse(state, { program: 'docker', with: 'inspect', says })
    expect(await listed(root, { published: true })).toEqual(await listed(root, {}))
    expect(callsOf(state).map(({ args }) => args.join(' '))).toContain(`login ${REGISTRY.split('/')[0]}`)
  },
)

test.each(DENIALS)('%s with credentials that are not accepted is an error', async (_, says) => {
  const { root, commit } = await repositoryWithSources()
  await commit(SOURCES)
  const state = withPrograms()
  refuse(state, { program: 'docker', with: 'inspect', says })
  refuse(state, { program: 'docker', with: 'login', says: 'Error: Cannot perform an interactive login' })
  await expect(images(root, { published: true })).rejects.toThrow(
    /could not be used to ask for \S+\/\w+:\w+: ERROR: .* Sign in with docker login/,
  )
})

test('an outage is never "not published", whatever the credentials', async () => {
  const { root, commit } = await repositoryWithSources()
  await commit(SOURCES)
  refuse(withPrograms(), { program: 'docker', with: 'inspect', says: 'ERROR: 500 Internal Server Error' })
  await expect(images(root, { published: true })).rejects.toThrow(/500 Internal Server Error/)
})

test('--verify-attestations without --published is a wrong call', async () => {
  expect(await images('.', { verifyAttestations: true })).toMatchObject({
    exit: 2,
    errors: ['--verify-attestations: requires --published; add it.'],
  })
})

test.each([
  { name: 'a b', says: 'is not a valid output name' },
  { name: 'images', says: '$GITHUB_OUTPUT names no file here. Use --json.' },
])('--github-output $name outside of a workflow is a wrong call', async ({ name, says }) => {
  vi.stubEnv('GITHUB_OUTPUT', '')
  const { exit, errors } = await images('.', { githubOutput: name })
  expect(exit).toBe(2)
  expect(errors.join()).toContain(says)
})
