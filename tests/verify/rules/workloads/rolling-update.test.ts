import { rollingUpdate } from '../../../../render/verify/rules/workloads/rolling-update.ts'
import { drop, same, set, testRule } from '../../rule-cases.ts'

const UPDATE = 'spec.strategy.rollingUpdate'
const AWAY = `${UPDATE}.maxUnavailable`

testRule(rollingUpdate, {
  catches: [
    [
      'one pod less',
      'production',
      (draft) => set(draft, 'Deployment/ai-agent', AWAY, 1),
      [['Deployment/ai-agent', AWAY, 'maxUnavailable 1 stops 1 of 2 pods at once: expected 0.']],
    ],
    [
      'the default of Kubernetes: 25% of 10',
      'production',
      (draft) => set(draft, 'Deployment/backend', 'spec.strategy', undefined),
      [['Deployment/backend', AWAY, 'maxUnavailable "25%" stops 2 of 10 pods at once: expected 0.']],
    ],
    [
      'all of them at once',
      'production',
      (draft) => set(draft, 'Deployment/backend', 'spec.strategy', { type: 'Recreate' }),
      [
        [
          'Deployment/backend',
          'spec.strategy.type',
          'Recreate stops all pods before the first new one starts: expected RollingUpdate.',
        ],
      ],
    ],
    [
      'no surge either',
      'production',
      (draft) => set(draft, 'Deployment/backend', UPDATE, { maxUnavailable: 0, maxSurge: 0 }),
      [
        [
          'Deployment/backend',
          `${UPDATE}.maxSurge`,
          'maxSurge 0 with maxUnavailable 0 allows no progress, so Kubernetes stops a pod first: expected maxSurge 1 or more.',
        ],
      ],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    [
      '25% of 2, which is rounded down to 0',
      'production',
      (draft) => set(draft, 'Deployment/ai-agent', 'spec.strategy', undefined),
    ],
    [
      'a Deployment that no Service leads to',
      'production',
      (draft) => {
        drop(draft, 'Service/ai-agent')
        set(draft, 'Deployment/ai-agent', 'spec.strategy', { type: 'Recreate' })
      },
    ],
  ],
})
