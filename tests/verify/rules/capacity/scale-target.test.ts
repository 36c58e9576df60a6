import { scaleTarget } from '../../../../render/verify/rules/capacity/scale-target.ts'
import { copy, drop, same, set, testRule } from '../../rule-cases.ts'

const HPA = 'HorizontalPodAutoscaler'

testRule(scaleTarget, {
  catches: [
    [
      'a misspelt Deployment',
      'production',
      (draft) => set(draft, `${HPA}/backend`, 'spec.scaleTargetRef.name', 'bakend'),
      [
        [
          `${HPA}/backend`,
          'spec.scaleTargetRef.name',
          'Deployment "bakend" not found. Did you mean "backend"?',
        ],
      ],
    ],
    [
      'a Deployment that is gone',
      'production',
      (draft) => drop(draft, 'Deployment/backend'),
      [
        [
          `${HPA}/backend`,
          'spec.scaleTargetRef.name',
          'Deployment "backend" not found. Known: ai-agent, frontend, mcp-server.',
        ],
      ],
    ],
    [
      'another API group',
      'production',
      (draft) => set(draft, `${HPA}/backend`, 'spec.scaleTargetRef.apiVersion', 'extensions/v1beta1'),
      [
        [
          `${HPA}/backend`,
          'spec.scaleTargetRef.apiVersion',
          'Deployment/backend has apiVersion "apps/v1", not "extensions/v1beta1".',
        ],
      ],
    ],
    [
      'a second autoscaler',
      'production',
      (draft) => copy(draft, `${HPA}/backend`, 'backend-by-queue'),
      [[`${HPA}/backend-by-queue`, 'spec.scaleTargetRef', 'backend scales Deployment/backend already.']],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    [
      'a target without its API group',
      'production',
      (draft) => set(draft, `${HPA}/backend`, 'spec.scaleTargetRef.apiVersion', undefined),
    ],
  ],
})
