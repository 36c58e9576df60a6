import { disruptionBudgetMissing } from '../../../../render/verify/rules/capacity/disruption-budget-missing.ts'
import { mistakes } from '../../mistakes.ts'

mistakes(disruptionBudgetMissing, 'staging', [
  [
    'no budget',
    [['PodDisruptionBudget/backend', '']],
    [
      'Deployment/backend metadata.name: No PodDisruptionBudget selects the pods of Deployment/backend; add one.',
    ],
  ],
  [
    'no budget, and no number of pods that something else could set',
    [
      ['PodDisruptionBudget/backend', ''],
      ['HorizontalPodAutoscaler/backend', ''],
      ['Deployment/backend', 'spec.replicas'],
    ],
    [
      'Deployment/backend metadata.name: No PodDisruptionBudget selects the pods of Deployment/backend; add one.',
    ],
  ],
  [
    'no budget, which a pod alone has no use for',
    [
      ['PodDisruptionBudget/backend', ''],
      ['HorizontalPodAutoscaler/backend', ''],
      ['Deployment/backend', 'spec.replicas', 1],
    ],
    [],
  ],
  [
    'a budget that keeps nothing',
    [['PodDisruptionBudget/backend', 'spec.maxUnavailable']],
    [
      'PodDisruptionBudget/backend spec.maxUnavailable: The budget protects nothing; set maxUnavailable or minAvailable.',
    ],
  ],
  [
    'a pod that holds its node',
    [['PodDisruptionBudget/backend', 'spec.unhealthyPodEvictionPolicy', 'IfHealthyBudget']],
    [
      'PodDisruptionBudget/backend spec.unhealthyPodEvictionPolicy: unhealthyPodEvictionPolicy is "IfHealthyBudget": expected AlwaysAllow; otherwise a pod that never becomes ready blocks the draining of its node.',
    ],
  ],
  [
    'the other way to say it',
    [
      ['PodDisruptionBudget/backend', 'spec.maxUnavailable'],
      ['PodDisruptionBudget/backend', 'spec.minAvailable', 1],
    ],
    [],
  ],
])
