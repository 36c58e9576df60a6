import { quotaResources } from '../../../../render/verify/rules/capacity/quota-resources.ts'
import { CONTAINER, drop, POD, same, set, testRule } from '../../rule-cases.ts'

testRule(quotaResources, {
  catches: [
    [
      'a container without values in a namespace without defaults',
      'production',
      (draft) => {
        drop(draft, 'LimitRange/todo')
        set(draft, 'Deployment/backend', `${CONTAINER}.resources`, { requests: { cpu: '1' } })
      },
      [
        ['requests', 'memory'],
        ['limits', 'cpu'],
        ['limits', 'memory'],
      ].map(([bound, resource]) => [
        'Deployment/backend',
        `${CONTAINER}.resources.${bound}.${resource}`,
        `backend does not set ${bound}.${resource}, which the quota limits.`,
      ]) as [string, string, string][],
    ],
    [
      'what the quota counts under its short name',
      'production',
      (draft) => {
        set(draft, 'LimitRange/todo', 'spec.limits.0.default', {})
        set(draft, 'LimitRange/todo', 'spec.limits.0.defaultRequest', {})
        set(draft, 'ResourceQuota/todo', 'spec.hard', { cpu: '9' })
        set(draft, 'Job/migration', `${POD}.initContainers`, [{ name: 'wait' }])
      },
      [
        [
          'Job/migration',
          `${POD}.initContainers.0.resources.requests.cpu`,
          'wait does not set requests.cpu, which the quota limits.',
        ],
      ],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    [
      'what the LimitRange gives',
      'production',
      (draft) => set(draft, 'Deployment/backend', `${CONTAINER}.resources`, undefined),
    ],
    [
      'a limit, which is a request as well',
      'production',
      (draft) => {
        drop(draft, 'LimitRange/todo')
        set(draft, 'Deployment/backend', `${CONTAINER}.resources.requests`, undefined)
      },
    ],
    [
      'no quota',
      'production',
      (draft) => {
        drop(draft, 'LimitRange/todo')
        drop(draft, 'ResourceQuota/todo')
        set(draft, 'Deployment/backend', `${CONTAINER}.resources`, undefined)
      },
    ],
  ],
})
