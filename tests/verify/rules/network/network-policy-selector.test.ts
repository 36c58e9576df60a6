import { networkPolicySelector } from '../../../../render/verify/rules/network/network-policy-selector.ts'
import { drop, same, set, testRule } from '../../rule-cases.ts'

const NAME = 'app.kubernetes.io/name'

testRule(networkPolicySelector, {
  catches: [
    [
      'a misspelt label',
      'production',
      (draft) => set(draft, 'NetworkPolicy/backend', 'spec.podSelector.matchLabels', { [NAME]: 'backned' }),
      [
        [
          'NetworkPolicy/backend',
          'spec.podSelector',
          `No pod is selected by {"matchLabels":{"${NAME}":"backned"}}. None has ${NAME}="backned". Did you mean "backend"?`,
        ],
      ],
    ],
    [
      'a policy whose pods are gone',
      'production',
      (draft) => drop(draft, 'Job/smoke-test'),
      [
        [
          'NetworkPolicy/smoke-test',
          'spec.podSelector',
          `No pod is selected by {"matchLabels":{"${NAME}":"smoke-test"}}. None has ${NAME}="smoke-test". Known: ai-agent, backend, frontend, mcp-server, migration.`,
        ],
      ],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    [
      'a policy about the Job alone',
      'production',
      (draft) => set(draft, 'NetworkPolicy/backend', 'spec.podSelector.matchLabels', { [NAME]: 'migration' }),
    ],
    [
      'a policy about every pod, of an environment without pods',
      'production',
      (draft) => {
        const kept = draft.resources.filter(({ metadata }) => metadata.name === 'default-deny')
        draft.resources.splice(0, draft.resources.length, ...kept)
      },
    ],
  ],
})
