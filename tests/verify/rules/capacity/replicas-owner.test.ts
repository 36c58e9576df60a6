import { replicasOwner } from '../../../../render/verify/rules/capacity/replicas-owner.ts'
import { mistakes } from '../../mistakes.ts'
import { drop, same, set, testRule } from '../../rule-cases.ts'

testRule(replicasOwner, {
  catches: [
    [
      'a number beside an autoscaler',
      'production',
      (draft) => set(draft, 'Deployment/backend', 'spec.replicas', 3),
      [
        [
          'Deployment/backend',
          'spec.replicas',
          'replicas is 3, but HorizontalPodAutoscaler/backend also sets it; remove replicas.',
        ],
      ],
    ],
    [
      'neither a number nor an autoscaler',
      'production',
      (draft) => drop(draft, 'HorizontalPodAutoscaler/backend'),
      [
        [
          'Deployment/backend',
          'spec.replicas',
          'Deployment/backend sets no replicas and has no HorizontalPodAutoscaler; set one of them.',
        ],
      ],
    ],
    [
      'a StatefulSet without a number',
      'minikube',
      (draft) => set(draft, 'StatefulSet/postgres', 'spec.replicas', undefined),
      [
        [
          'StatefulSet/postgres',
          'spec.replicas',
          'StatefulSet/postgres sets no replicas and has no HorizontalPodAutoscaler; set one of them.',
        ],
      ],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    ['none at all', 'production', (draft) => set(draft, 'Deployment/ai-agent', 'spec.replicas', 0)],
    [
      'a number instead of the autoscaler',
      'production',
      (draft) => {
        drop(draft, 'HorizontalPodAutoscaler/backend')
        set(draft, 'Deployment/backend', 'spec.replicas', 3)
      },
    ],
  ],
})

mistakes(replicasOwner, 'minikube', [
  [
    'a field without a value',
    [['Deployment/ai-agent', 'spec.replicas', null]],
    [
      'Deployment/ai-agent spec.replicas: Deployment/ai-agent sets no replicas and has no HorizontalPodAutoscaler; set one of them.',
    ],
  ],
])
