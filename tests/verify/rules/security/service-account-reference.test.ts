import { serviceAccountReference } from '../../../../render/verify/rules/security/service-account-reference.ts'
import { drop, POD, same, set, testRule } from '../../rule-cases.ts'

const JOB = 'spec.jobTemplate.spec.template.spec'

testRule(serviceAccountReference, {
  catches: [
    [
      'a misspelt ServiceAccount',
      'production',
      (draft) => set(draft, 'Deployment/mcp-server', `${POD}.serviceAccountName`, 'mcp-sever'),
      [
        [
          'Deployment/mcp-server',
          `${POD}.serviceAccountName`,
          'ServiceAccount "mcp-sever" not found. Did you mean "mcp-server"?',
        ],
      ],
    ],
    [
      'a ServiceAccount that is gone',
      'production',
      (draft) => drop(draft, 'ServiceAccount/migration'),
      [
        [
          'Job/migration',
          `${POD}.serviceAccountName`,
          'ServiceAccount "migration" not found. Known: ai-agent, backend, frontend, mcp-server, smoke-test.',
        ],
      ],
    ],
    [
      'a CronJob',
      'production',
      (draft) => {
        draft.resources.push({
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          metadata: { name: 'nightly' },
          spec: { jobTemplate: { spec: { template: { spec: { serviceAccountName: 'nightly' } } } } },
        })
      },
      [
        [
          'CronJob/nightly',
          `${JOB}.serviceAccountName`,
          'ServiceAccount "nightly" not found. Known: ai-agent, backend, frontend, mcp-server, migration, smoke-test.',
        ],
      ],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    [
      'the account that every namespace has',
      'production',
      (draft) => set(draft, 'Deployment/mcp-server', `${POD}.serviceAccountName`, 'default'),
    ],
    [
      'a pod that names none',
      'production',
      (draft) => set(draft, 'Deployment/mcp-server', `${POD}.serviceAccountName`, undefined),
    ],
  ],
})
