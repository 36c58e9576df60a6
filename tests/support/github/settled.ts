import { WORKFLOWS } from '../../../render/doctor/github/repository.ts'
import type { FakeGitHub } from './server.ts'

const CLIENT_ID = 'RELEASE_APP_CLIENT_ID'
const SECRET = 'RELEASE_APP_PRIVATE_KEY'

/** The answers of a public repository that is set up as docs/github.md says, by path. */
export function settled(services: readonly string[]): Record<string, unknown> {
  const environment = (rules: readonly unknown[]) => ({
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
    protection_rules: [{ type: 'branch_policy' }, ...rules],
  })
  const approval = { type: 'required_reviewers', prevent_self_review: true, reviewers: [{ type: 'Team' }] }
  const rule = (type: string, parameters?: unknown) => ({ type, ruleset_id: 7, parameters })
  const contexts = ['check, validate, test', 'outside checkers', 'what will change', 'promotion gates']
  return {
    '': {
      ...{ full_name: 'todo/gitops', private: false, fork: false, has_issues: true },
      owner: { type: 'Organization' },
    },
    '/actions/workflows': {
      workflows: WORKFLOWS.map((name) => ({
        path: `.github/workflows/${name}.yaml`,
        state: 'active',
      })),
    },
    '/codeowners/errors': { errors: [] },
    '/environments/staging': environment([]),
    '/environments/production': environment([approval]),
    '/environments/rollback': environment([]),
    '/environments/automation': environment([]),
    '/actions/variables/HEALTH_APP': { name: 'HEALTH_APP', value: 'todo-argocd' },
    '/branches/health': { name: 'health' },
    '/rules/branches/health': ['update', 'deletion', 'non_fast_forward'].map((type) => ({
      type,
      ruleset_id: 8,
    })),
    '/rulesets/8': { bypass_actors: [{ actor_type: 'Integration', bypass_mode: 'always' }] },
    ...Object.fromEntries(
      ['staging', 'production', 'rollback', 'automation'].flatMap((name) => [
        [`/environments/${name}/deployment-branch-policies`, { branch_policies: [{ name: 'main' }] }],
        [`/environments/${name}/variables/${CLIENT_ID}`, { name: CLIENT_ID, value: 'Iv23li' }],
        [`/environments/${name}/secrets/${SECRET}`, { name: SECRET }],
      ]),
    ),
    '/rules/branches/main': [
      rule('pull_request', { require_code_owner_review: true, required_approving_review_count: 1 }),
      rule('required_status_checks', { required_status_checks: contexts.map((context) => ({ context })) }),
      rule('non_fast_forward'),
      rule('deletion'),
    ],
    '/rulesets/7': { bypass_actors: [{ actor_type: 'Integration', bypass_mode: 'always' }] },
    '/hooks': [
      {
        active: true,
        config: {
          ...{ url: 'https://argocd.example.com/api/webhook', content_type: 'json', secret: '********' },
        },
      },
    ],
    ...Object.fromEntries(
      services.map((name) => [`/orgs/todo-org/packages/container/${name}`, { name, visibility: 'public' }]),
    ),
  }
}

/** Lets a GitHub answer so. */
export function settle({ settings }: FakeGitHub, answers: Readonly<Record<string, unknown>>): void {
  for (const [path, answer] of Object.entries(answers)) settings.set(path, answer)
}
