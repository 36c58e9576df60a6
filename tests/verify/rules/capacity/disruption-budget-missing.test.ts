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
