import { appendFileSync, readFileSync } from 'node:fs'
import { beforeEach, expect, test, vi } from 'vitest'
import { doctor } from '../../render/commands/doctor.ts'
import type { Check } from '../../render/doctor/check.ts'
import { settle, settled } from '../support/github/settled.ts'
import { startGitHub } from '../support/github.ts'
import { copyOfRepository, write } from '../support/repository.ts'

const SERVICES = ['ai-agent', 'backend', 'frontend', 'mcp-server']

beforeEach(() => () => vi.unstubAllEnvs())

/** A copy of this repository that names a GitHub on the loopback, and what doctor says of it. */
async function asked(token?: string) {
  const github = await startGitHub()
  settle(github, settled(SERVICES))
  const root = copyOfRepository()
  const fleet = readFileSync(`${root}/environments/fleet.yaml`, 'utf8')
  const repository = 'repository: https://github.com/todo/gitops.git'
  const packages = 'registry: ghcr.io/todo-org'
  write(root, {
    'environments/fleet.yaml': fleet
      .replace(/^repository: .*$/m, repository)
      .replace(/^registry: .*$/m, packages),
  })
  vi.stubEnv('GITHUB_API_URL', github.url)
  vi.stubEnv('GITHUB_TOKEN', '')
  vi.stubEnv('GH_TOKEN', token ?? github.token)
  const checks = async () => {
    const { json } = await doctor(root, [], { github: true })
    return (json['checks'] as Check[]).filter(({ scope }) => scope === 'GitHub')
  }
  return { github, root, checks }
}

test('everything is looked at through the API, and only read', async () => {
  const { github, checks } = await asked()
  const all = await checks()
  expect(all.filter(({ state }) => state !== 'ok')).toEqual([])
  expect(all.length).toBeGreaterThan(15)
  expect(github.requests.filter(({ method }) => method !== 'GET')).toEqual([])
})

test('what environments ask for is looked at: the App whose reports count, the branch and its rules', async () => {
  const { github, root, checks } = await asked()
  appendFileSync(
    `${root}/environments/production/environment.yaml`,
    '\npromotion:\n  from: staging\n  healthy: required\n  auto: true\n',
  )
  const about = ['variable HEALTH_APP', 'branch health', 'rules of health', 'environment automation']
  expect((await checks()).filter(({ name }) => about.includes(name)).map(({ state }) => state)).toEqual(
    about.map(() => 'ok'),
  )
  github.settings.delete('/actions/variables/HEALTH_APP')
  expect((await checks()).filter(({ state }) => state === 'missing')).toEqual([
    expect.objectContaining({ name: 'variable HEALTH_APP', needed: 'healthy: required (production)' }),
  ])
})

test('what the token may not see is unknown, never in order', async () => {
  const { github, checks } = await asked()
  for (const path of ['/hooks', '/environments/production', '/actions/workflows'])
    github.settings.set(path, {
      status: 403,
      body: { message: 'Resource not accessible by personal access token' },
    })
  const unknown = (await checks()).filter(({ found }) => found.startsWith('could not be looked at'))
  expect(unknown.map(({ name, state }) => [name, state])).toEqual([
    ['workflows', 'warn'],
    ['environment production', 'warn'],
    ['webhook to Argo CD', 'warn'],
  ])
})

test('a private repository on GitHub Free: what its plan lacks is named as such', async () => {
  const { github, checks } = await asked()
  const message = 'Upgrade to GitHub Pro or make this repository public to enable this feature.'
  github.settings.set('/rules/branches/main', { status: 403, body: { message } })
  github.settings.set('', { ...(settled([])[''] as object), private: true })
  const wrong = (await checks()).filter(({ state }) => state !== 'ok')
  expect(wrong.map(({ name }) => name)).toEqual(['attestations', 'rules of main'])
  expect(wrong[1]?.found).toBe("not part of this repository's plan")
})

test.each([
  { what: 'no token', token: ' ', says: 'GitHub token not found.' },
  { what: 'a revoked token', token: 'ghp_revoked', says: 'GitHub refuses the token' },
])('$what: one line that says so', async ({ token, says }) => {
  const { checks } = await asked(token)
  expect(await checks()).toEqual([
    expect.objectContaining({ state: 'missing', found: expect.stringContaining(says) }),
  ])
})
