import { autoscalingBounds } from '../../../../render/verify/rules/capacity/autoscaling-bounds.ts'
import { same, set, testRule } from '../../rule-cases.ts'

const HPA = 'HorizontalPodAutoscaler/backend'

testRule(autoscalingBounds, {
  catches: [
    [
      'a minimum above the maximum',
      'production',
      (draft) => set(draft, HPA, 'spec.maxReplicas', 2),
      [[HPA, 'spec.minReplicas', 'minReplicas 3 is greater than maxReplicas 2.']],
    ],
    [
      'a maximum of 0, with the default minimum of 1',
      'production',
      (draft) => {
        set(draft, HPA, 'spec.minReplicas', undefined)
        set(draft, HPA, 'spec.maxReplicas', 0)
      },
      [[HPA, 'spec.maxReplicas', 'minReplicas 1 is greater than maxReplicas 0.']],
    ],
    [
      'a minimum of 0',
      'production',
      (draft) => set(draft, HPA, 'spec.minReplicas', 0),
      [[HPA, 'spec.minReplicas', 'minReplicas is 0: expected 1 or more.']],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    [
      'as many at minimum as at maximum scale',
      'production',
      (draft) => set(draft, HPA, 'spec.maxReplicas', 3),
    ],
  ],
})
