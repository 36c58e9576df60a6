import { afterEach, expect, test, vi } from 'vitest'
import { publishedAs, publishIndex, RegistryDenied, RegistryError } from '../../render/tools/buildx.ts'
import { outputProblem, setOutput, warningLine } from '../../render/tools/github-output.ts'
import { refuse, writeRegistry } from '../workflows/programs/state.ts'
import { asStep, withPrograms } from './repository.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

test.each([
  'ERROR: ghcr.io/o/backend:1: not found',
  'ERROR: unexpected status: 404 Not Found: MANIFEST_UNKNOWN: manifest unknown',
  'ERROR: name unknown',
  "ERROR: NAME_UNKNOWN: The repository with name 'backend' does not exist in the registry with id '1'",
  'ERROR: unexpected status from HEAD request: 404 Not Found: NOT_FOUND: artifact o/backend:1 not found',
])('not published: %s', async (says) => {
  refuse(withPrograms(), { program: 'docker', with: 'inspect', says })
  expect(await publishedAs('ghcr.io/o/backend:1')).toBeUndefined()
})

test.each([
  'ERROR: denied: denied',
  'ERROR: failed to do request: dial tcp: lookup ghcr.io: no such host',
  'error getting credentials: exec: "docker-credential-x": executable file not found in $PATH',
  '',
])('cannot be asked: %s', async (says) => {
  refuse(withPrograms(), { program: 'docker', with: 'inspect', says })
  await expect(publishedAs('ghcr.io/o/backend:1')).rejects.toThrow(/Sign in with docker login/)
})

test.each([
  "docker: 'buildx' is not a docker command.\nSee 'docker --help'",
  "docker: unknown command: docker buildx\n\nRun 'docker --help' for more information",
  "unknown flag: --raw\nSee 'docker --help'.",
  'Error: unrecognized command `podman buildx imagetools`',
])('without buildx, that is what is missing: %j', async (says) => {
  const state = withPrograms()
  for (const part of ['inspect', 'create']) refuse(state, { program: 'docker', with: part, says })
  const missing =
    /^docker has no buildx, which reads and writes registries: install docker with its buildx plugin \(https:\S+\)\.$/
  await expect(publishedAs('ghcr.io/o/backend:1')).rejects.toThrow(missing)
  await expect(publishIndex('ghcr.io/o/backend', '1', ['sha256:x'])).rejects.toThrow(missing)
})

test('the name of an image is no answer', async () => {
  const reference = 'ghcr.io/o/denied-unauthorized:1'
  refuse(withPrograms(), {
    program: 'docker',
    with: 'inspect',
    says: `ERROR: ${reference}: dial tcp: i/o timeout`,
  })
  const problem = await publishedAs(reference).catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(RegistryError)
  expect(problem).not.toBeInstanceOf(RegistryDenied)
})

test('without docker, that is what is missing', async () => {
  vi.stubEnv('PATH', '/nowhere')
  await expect(publishedAs('ghcr.io/o/backend:1')).rejects.toThrow(
    /^docker not found, .*: install docker with its buildx/,
  )
})

test("a proxy's page is no manifest", async () => {
  const state = withPrograms()
  writeRegistry(state, { tags: { 'a/b:1': 'sha256:x' }, manifests: { 'sha256:x': '<html>' }, attested: [] })
  await expect(publishedAs('a/b:1')).rejects.toThrow('is a proxy in front of the registry?')
})

test('an output may hold anything, and begins no other one', () => {
  const outputs = asStep()
  const value = 'one\nend-0\nOTHER=2\nOTHER<<x\n3\nx'
  setOutput('first', value)
  setOutput('second', '[]')
  expect(outputs()).toEqual({ first: value, second: '[]' })
})

test.each(['a b', '1st', 'a=b', 'a\nb', ''])('%j is not the name of an output', (name) => {
  asStep()
  expect(outputProblem(name)).toContain('is not a valid output name')
  expect(outputProblem('images')).toBeUndefined()
})

test('a warning is one line and one command', () => {
  expect(warningLine('a, b: c', '100%\n::set-output name=x::y\r')).toBe(
    '::warning title=a%2C b%3A c::100%25%0A::set-output name=x::y%0D',
  )
})
