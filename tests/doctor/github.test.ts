import { expect, test } from 'vitest'
import type { Check } from '../../render/doctor/check.ts'
import type { Reply } from '../../render/doctor/github/ask.ts'
import { checkGitHub } from '../../render/doctor/github/github.ts'
import { WORKFLOWS as CHECKED } from '../../render/doctor/github/repository.ts'
import { CHECKS } from '../../render/doctor/github/rules.ts'
import { settled } from '../support/github/settled.ts'
import { WORKFLOWS, workflowOf } from '../workflows/runner/workflow.ts'

const wanted = {
  ...{ registry: 'ghcr.io/todo-org', services: ['backend'] },
  health: ['healthy: required (production)'],
  automation: ['healthy: required (production)', 'promotion.auto (production)'],
}

/** What is not in order, if GitHub answers as for a repository that is, but for these paths. */
async function found(change: Readonly<Record<string, unknown>>): Promise<Check[]> {
  const answers: Record<string, unknown> = { ...settled(wanted.services), ...change }
  const ask = async (path: string): Promise<Reply> => {
    const data = answers[path.replace(/\?.*/, '')]
    if (data === undefined) return { status: 404, error: 'Not Found' }
    const { refuse } = data as { refuse?: Reply }
    return refuse ?? { data }
  }
  return (await checkGitHub(ask, wanted)).filter(({ state }) => state !== 'ok')
}

const forbidden = { refuse: { status: 403, error: 'Resource not accessible by personal access token' } }
const upgrade = {
  refuse: {
    status: 403,
    error: 'Upgrade to GitHub Pro or make this repository public to enable this feature.',
  },
}
const public_ = settled([])[''] as object
const policy = { deployment_branch_policy: { custom_branch_policies: true } }

test('a repository that is set up as docs/github.md says has nothing to do', async () => {
  expect(await found({})).toEqual([])
})

test.each<[string, Readonly<Record<string, unknown>>, string, Check['state'], string]>([
  ['a fork', { '': { ...public_, fork: true } }, 'repository', 'warn', 'Actions tab'],
  ['no issues', { '': { ...public_, has_issues: false } }, 'issues', 'warn', 'turn Issues on'],
  [
    'workflows that a fork starts without',
    {
      '/actions/workflows': {
        workflows: [{ path: '.github/workflows/verify.yaml', state: 'disabled_fork' }],
      },
    },
    ...(['workflows', 'missing', 'enable workflows'] as const),
  ],
  [
    'attestations of a private repository',
    { '': { ...public_, private: true } },
    ...(['attestations', 'warn', 'ATTESTATIONS to off'] as const),
  ],
  [
    'no attestations of a public one',
    { '/actions/variables/ATTESTATIONS': { value: 'off' } },
    ...(['attestations', 'warn', 'delete the variable'] as const),
  ],
  [
    'owners that are none',
    { '/codeowners/errors': { errors: [{ line: 8, kind: 'Unknown owner' }] } },
    ...(['CODEOWNERS', 'missing', 'write access'] as const),
  ],
  ['no environment', { '/environments/rollback': undefined }, 'environment rollback', 'missing', 'step 7'],
  [
    'a rollback that waits for another person',
    { '/environments/rollback': { ...policy, protection_rules: [{ type: 'required_reviewers' }] } },
    ...(['environment rollback', 'missing', 'no required reviewers'] as const),
  ],
  [
    'a promotion without approval',
    { '/environments/production': { ...policy, protection_rules: [] } },
    ...(['environment production', 'missing', 'GitHub Enterprise'] as const),
  ],
  [
    'a promotion that its author may approve',
    { '/environments/production': { ...policy, protection_rules: [{ type: 'required_reviewers' }] } },
    ...(['environment production', 'warn', 'prevent self-review'] as const),
  ],
  [
    'a key that every branch may use',
    { '/environments/staging': { deployment_branch_policy: null, protection_rules: [] } },
    ...(['environment staging', 'missing', 'main alone'] as const),
  ],
  [
    'a key that another branch may use',
    {
      '/environments/staging/deployment-branch-policies': {
        branch_policies: [{ name: 'main' }, { name: 'feature/*' }],
      },
    },
    ...(['environment staging', 'missing', 'main alone'] as const),
  ],
  [
    'no key',
    { '/environments/rollback/secrets/RELEASE_APP_PRIVATE_KEY': undefined },
    ...(['secret RELEASE_APP_PRIVATE_KEY of rollback', 'missing', 'add the secret'] as const),
  ],
  [
    'no client ID',
    { '/environments/production/variables/RELEASE_APP_CLIENT_ID': undefined },
    ...(['variable RELEASE_APP_CLIENT_ID of production', 'missing', 'add the variable'] as const),
  ],
  ['no rules', { '/rules/branches/main': [] }, 'rules of main', 'missing', 'step 8'],
  [
    'rules that GitHub Free has only for public repositories',
    { '/rules/branches/main': upgrade },
    ...(['rules of main', 'warn', 'what each plan offers'] as const),
  ],
  [
    'an administrator who may bypass',
    {
      '/rulesets/7': { bypass_actors: [{ actor_type: 'Integration' }, { actor_type: 'OrganizationAdmin' }] },
    },
    ...(['bypass of ruleset 7', 'warn', 'only the App'] as const),
  ],
  [
    'an App that may not push',
    { '/rulesets/7': { bypass_actors: [] } },
    ...(['bypass of ruleset 7', 'missing', 'bypass list'] as const),
  ],
  ['a bypass that is not shown', { '/rulesets/7': {} }, 'bypass of ruleset 7', 'warn', 'administrator'],
  [
    'no App whose reports count',
    { '/actions/variables/HEALTH_APP': undefined },
    ...(['variable HEALTH_APP', 'missing', 'docs/health.md, step 4'] as const),
  ],
  [
    'an App by its name and not by its slug',
    { '/actions/variables/HEALTH_APP': { value: 'Todo Argo CD' } },
    ...(['variable HEALTH_APP', 'missing', 'the slug'] as const),
  ],
  [
    'variables that the token may not see',
    { '/actions/variables/HEALTH_APP': forbidden },
    ...(['variable HEALTH_APP', 'warn', '"Variables: read"'] as const),
  ],
  [
    'no branch that keeps health',
    { '/branches/health': undefined },
    ...(['branch health', 'missing', 'docs/health.md, step 3'] as const),
  ],
  [
    'health that everyone may write',
    { '/rules/branches/health': [] },
    ...(['rules of health', 'missing', 'docs/health.md, step 3'] as const),
  ],
  [
    'an administrator who may write health',
    {
      '/rulesets/8': { bypass_actors: [{ actor_type: 'Integration' }, { actor_type: 'OrganizationAdmin' }] },
    },
    ...(['bypass of ruleset 8', 'warn', 'the one for health'] as const),
  ],
  [
    'no environment for what runs by itself',
    { '/environments/automation': undefined },
    ...(['environment automation', 'missing', 'step 7'] as const),
  ],
  ['no webhook', { '/hooks': [] }, 'webhook to Argo CD', 'warn', 'Add one'],
  [
    'a webhook without a secret',
    { '/hooks': [{ active: true, config: { url: 'https://a.example/api/webhook', content_type: 'json' } }] },
    ...(['webhook to Argo CD', 'missing', 'Set the secret'] as const),
  ],
  [
    'webhooks that the token may not see',
    { '/hooks': forbidden },
    ...(['webhook to Argo CD', 'warn', '"Webhooks: read"'] as const),
  ],
  [
    'a private package',
    { '/orgs/todo-org/packages/container/backend': { visibility: 'private' } },
    ...(['package backend', 'warn', 'pull secret'] as const),
  ],
  [
    'a package that is not there yet',
    { '/orgs/todo-org/packages/container/backend': undefined },
    ...(['package backend', 'warn', 'Run workflow'] as const),
  ],
])('%s', async (_, change, name, state, fix) => {
  expect(await found(change)).toEqual([
    expect.objectContaining({ scope: 'GitHub', name, state, remediation: expect.stringContaining(fix) }),
  ])
})

test('an App that the organization names counts', async () => {
  const variables = [{ name: 'HEALTH_APP', value: 'todo-argocd' }]
  expect(
    await found({
      '/actions/variables/HEALTH_APP': undefined,
      '/actions/organization-variables': { variables },
    }),
  ).toEqual([])
})

test('where nothing asks for health or automation, neither is looked at', async () => {
  const answers = settled(wanted.services)
  const asked: string[] = []
  await checkGitHub(
    async (path) => {
      asked.push(path)
      return { data: answers[path.replace(/\?.*/, '')] }
    },
    { ...wanted, health: [], automation: [] },
  )
  expect(asked.join()).not.toMatch(/health|HEALTH|automation/)
})

test('every rule that main lacks is named', async () => {
  const [rules] = await found({ '/rules/branches/main': [{ type: 'pull_request', ruleset_id: 7 }] })
  for (const lacking of ['code owners', ...CHECKS, 'force pushes', 'deletions'])
    expect(rules?.found).toContain(lacking)
})

test('a repository that the token may not see ends it, with one line', async () => {
  expect(await found({ '': forbidden })).toEqual([
    expect.objectContaining({ name: 'repository', state: 'missing' }),
  ])
})

test('the required checks are the jobs of verify that pull requests have, and the workflows those that are here', () => {
  const jobs = Object.values(workflowOf('verify').jobs)
  const ofPullRequests = jobs.filter((job) => !job.if?.startsWith("github.event_name == 'push'"))
  expect(jobs.length - ofPullRequests.length).toBe(1)
  expect(ofPullRequests.map(({ name }) => name)).toEqual(CHECKS)
  // e2e is about the services of one system: others don't have it.
  expect(CHECKED).toEqual(WORKFLOWS.filter((name) => name !== 'e2e'))
})
