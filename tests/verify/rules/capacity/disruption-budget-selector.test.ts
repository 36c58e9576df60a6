import { disruptionBudgetSelector } from '../../../../render/verify/rules/capacity/disruption-budget-selector.ts'
import { same, set, testRule } from '../../rule-cases.ts'

const PDB = 'PodDisruptionBudget/backend'
const NAME = 'app.kubernetes.io/name'

testRule(disruptionBudgetSelector, {
  catches: [
    [
      'a misspelt label',
      'production',
      (draft) => set(draft, PDB, 'spec.selector', { matchLabels: { [NAME]: 'backnd' } }),
      [
        [
          PDB,
          'spec.selector',
          `No pod is selected by {"matchLabels":{"${NAME}":"backnd"}}. None has ${NAME}="backnd". Did you mean "backend"?`,
        ],
      ],
    ],
    [
      'a selector that takes a Job in',
      'production',
      (draft) => set(draft, PDB, 'spec.selector', { matchLabels: { 'app.kubernetes.io/component': 'api' } }),
      [
        [
          PDB,
          'spec.selector',
          'It selects the pods of Deployment/backend, Job/migration; select those of one workload.',
        ],
      ],
    ],
    [
      'the empty selector, which is every pod',
      'production',
      (draft) => set(draft, PDB, 'spec.selector', {}),
      [
        [
          PDB,
          'spec.selector',
          'It selects the pods of Deployment/ai-agent, Deployment/backend, Deployment/frontend, Deployment/mcp-server, Job/migration, Job/smoke-test; select those of one workload.',
        ],
      ],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    [
      'an expression',
      'production',
      (draft) =>
        set(draft, PDB, 'spec.selector', {
          matchExpressions: [{ key: NAME, operator: 'In', values: ['backend'] }],
        }),
    ],
  ],
})
