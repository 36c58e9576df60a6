import { workloadSelector } from '../../../../render/verify/rules/workloads/workload-selector.ts'
import { same, set, testRule } from '../../rule-cases.ts'

const LABEL = 'app.kubernetes.io/name'

testRule(workloadSelector, {
  catches: [
    [
      'a pod with another label than the selector wants',
      'production',
      (draft) => set(draft, 'Deployment/backend', ['spec', 'template', 'metadata', 'labels', LABEL], 'api'),
      [
        [
          'Deployment/backend',
          `spec.selector.matchLabels.${LABEL}`,
          `Deployment/backend selects pods with ${LABEL}="backend", and its own have "api".`,
        ],
      ],
    ],
    [
      'an expression that leaves them out',
      'minikube',
      (draft) =>
        set(draft, 'StatefulSet/postgres', 'spec.selector', {
          matchExpressions: [{ key: LABEL, operator: 'NotIn', values: ['postgres'] }],
        }),
      [['StatefulSet/postgres', 'spec.selector', 'StatefulSet/postgres selects other pods than its own.']],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    [
      'pods with more labels',
      'production',
      (draft) => set(draft, 'Deployment/backend', 'spec.template.metadata.labels.tier', 'api'),
    ],
    [
      'a Job, whose selector the API server makes',
      'production',
      (draft) => set(draft, 'Job/migration', 'spec.selector', { matchLabels: { a: 'b' } }),
    ],
  ],
})
