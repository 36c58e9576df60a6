import { progressDeadline } from '../../../../render/verify/rules/workloads/progress-deadline.ts'
import { mistakes } from '../../mistakes.ts'
import { CONTAINER, POD, same, set, testRule } from '../../rule-cases.ts'

const DEADLINE = 'spec.progressDeadlineSeconds'
const PROBE = `${CONTAINER}.startupProbe`

testRule(progressDeadline, {
  catches: [
    [
      'less than the start takes',
      'production',
      (draft) => set(draft, 'Deployment/backend', DEADLINE, 59),
      [
        [
          'Deployment/backend',
          DEADLINE,
          'progressDeadlineSeconds is 59: expected 60 or more (30 s to start, and 30 s).',
        ],
      ],
    ],
    [
      'a probe that allows more',
      'production',
      (draft) => {
        set(draft, 'Deployment/backend', `${PROBE}.failureThreshold`, 60)
        set(draft, 'Deployment/backend', `${PROBE}.initialDelaySeconds`, 5)
      },
      [
        [
          'Deployment/backend',
          DEADLINE,
          'progressDeadlineSeconds is 60: expected 155 or more (125 s to start, and 30 s).',
        ],
      ],
    ],
    [
      'no deadline',
      'production',
      (draft) => set(draft, 'Deployment/backend', DEADLINE, undefined),
      [
        [
          'Deployment/backend',
          DEADLINE,
          'Deployment/backend does not set progressDeadlineSeconds; the default of 600 s delays a revert by that time: expected 60 or more (30 s to start, and 30 s).',
        ],
      ],
    ],
    [
      'a sidecar that starts first',
      'production',
      (draft) =>
        set(draft, 'Deployment/backend', `${POD}.initContainers`, [
          { name: 'proxy', restartPolicy: 'Always', startupProbe: {} },
        ]),
      [
        [
          'Deployment/backend',
          DEADLINE,
          'progressDeadlineSeconds is 60: expected 90 or more (60 s to start, and 30 s).',
        ],
      ],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    [
      'a second container that starts at the same time',
      'production',
      (draft) =>
        set(draft, 'Deployment/backend', `${POD}.containers.1`, {
          name: 'proxy',
          startupProbe: { failureThreshold: 3, periodSeconds: 10 },
        }),
    ],
    ['no startup probe', 'production', (draft) => set(draft, 'Deployment/backend', PROBE, undefined)],
  ],
})

mistakes(progressDeadline, 'minikube', [
  [
    'a digit too much',
    [['Deployment/backend', 'spec.progressDeadlineSeconds', 900]],
    [
      'Deployment/backend spec.progressDeadlineSeconds: progressDeadlineSeconds is 900 and can delay a revert by that time: expected 150 or less.',
    ],
  ],
  [
    'a period of 0, which is the default',
    [['Deployment/backend', 'spec.template.spec.containers.0.startupProbe.periodSeconds', 0]],
    [
      'Deployment/backend spec.progressDeadlineSeconds: progressDeadlineSeconds is 60: expected 180 or more (150 s to start, and 30 s).',
    ],
  ],
  ['a minute and a half more', [['Deployment/backend', 'spec.progressDeadlineSeconds', 150]], []],
])
