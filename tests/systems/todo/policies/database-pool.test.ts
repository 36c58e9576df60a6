import rules from '../../../../policies/database.ts'
import type { Rule } from '../../../../render/verify/rule.ts'
import { CONTAINER, same, set, testRule } from '../../../verify/rule-cases.ts'

const SPEC = 'spec.template.spec'

testRule(rules.find(({ id }) => id === 'database-pool') as Rule, {
  catches: [
    [
      'a service that says nothing',
      'production',
      (draft) => set(draft, 'ConfigMap/backend', 'data.DATABASE_POOL_MAX', undefined),
      [
        [
          'Deployment/backend',
          SPEC,
          'Deployment/backend connects to the database and sets no DATABASE_POOL_MAX.',
        ],
      ],
    ],
    [
      'a service that reads the URL without the label',
      'production',
      (draft) =>
        set(draft, 'Deployment/frontend', `${CONTAINER}.env`, [
          { name: 'URL', valueFrom: { secretKeyRef: { name: 'database', key: 'DATABASE_URL' } } },
        ]),
      [
        [
          'Deployment/frontend',
          SPEC,
          'Deployment/frontend connects to the database and sets no DATABASE_POOL_MAX.',
        ],
      ],
    ],
    [
      'what is no number',
      'production',
      (draft) => set(draft, 'ConfigMap/backend', 'data.DATABASE_POOL_MAX', 'five'),
      [
        [
          'ConfigMap/backend',
          'data.DATABASE_POOL_MAX',
          'DATABASE_POOL_MAX is "five": must be an integer ≥ 1.',
        ],
      ],
    ],
    [
      'no connection at all',
      'production',
      (draft) => set(draft, 'ConfigMap/backend', 'data.DATABASE_POOL_MAX', '0'),
      [['ConfigMap/backend', 'data.DATABASE_POOL_MAX', 'DATABASE_POOL_MAX is "0": must be an integer ≥ 1.']],
    ],
  ],
  passes: [
    ['a Job that says nothing, and the database itself', 'minikube', same],
    ['the environment as it is', 'production', same],
    [
      "a variable of the pod's own",
      'production',
      (draft) => {
        set(draft, 'ConfigMap/backend', 'data.DATABASE_POOL_MAX', undefined)
        set(draft, 'Deployment/backend', `${CONTAINER}.env.2`, { name: 'DATABASE_POOL_MAX', value: '3' })
      },
    ],
  ],
})
