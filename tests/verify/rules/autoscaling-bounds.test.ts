import { autoscalingBounds } from '../../../render/verify/rules/autoscaling-bounds.ts'
import { same, set, testRule } from '../rule-cases.ts'

const HPA = 'HorizontalPodAutoscaler/backend'

testRule(autoscalingBounds, {
  catches: [
    [
      'more at the least than at the most',
      'production',
      (draft) => set(draft, HPA, 'spec.maxReplicas', 2),
      [[HPA, 'spec.minReplicas', 'minReplicas 3 is greater than maxReplicas 2.']],
    ],
    [
      'none at the most, and one at the least by default',
      'production',
      (draft) => {
        set(draft, HPA, 'spec.minReplicas', undefined)
        set(draft, HPA, 'spec.maxReplicas', 0)
      },
      [[HPA, 'spec.maxReplicas', 'minReplicas 1 is greater than maxReplicas 0.']],
    ],
    [
      'none at the least',
      'production',
      (draft) => set(draft, HPA, 'spec.minReplicas', 0),
      [[HPA, 'spec.minReplicas', 'minReplicas is 0: expected 1 or more.']],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    ['as many at the least as at the most', 'production', (draft) => set(draft, HPA, 'spec.maxReplicas', 3)],
  ],
})
