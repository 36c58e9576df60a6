import { networkPolicyPeer } from '../../../../render/verify/rules/network/network-policy-peer.ts'
import { same, set, testRule } from '../../rule-cases.ts'

const NAME = 'app.kubernetes.io/name'
const FROM = 'spec.ingress.0.from.0'
const TO = 'spec.egress.0.to.0'

testRule(networkPolicyPeer, {
  catches: [
    [
      'a caller that is not there',
      'production',
      (draft) =>
        set(draft, 'NetworkPolicy/backend', `${FROM}.podSelector.matchLabels`, { [NAME]: 'front-end' }),
      [
        [
          'NetworkPolicy/backend',
          `${FROM}.podSelector`,
          `No pod is selected by {"matchLabels":{"${NAME}":"front-end"}}. None has ${NAME}="front-end". Did you mean "frontend"?`,
        ],
      ],
    ],
    [
      'a database client that is none',
      'minikube',
      (draft) =>
        set(draft, 'NetworkPolicy/postgres', `${FROM}.podSelector.matchLabels`, { 'database-client': 'yes' }),
      [
        [
          'NetworkPolicy/postgres',
          `${FROM}.podSelector`,
          'No pod is selected by {"matchLabels":{"database-client":"yes"}}. None has database-client="yes". Known: true.',
        ],
      ],
    ],
    [
      'a target that is not there',
      'production',
      (draft) => set(draft, 'NetworkPolicy/ai-agent', `${TO}.podSelector.matchLabels`, { [NAME]: 'mcp' }),
      [
        [
          'NetworkPolicy/ai-agent',
          `${TO}.podSelector`,
          `No pod is selected by {"matchLabels":{"${NAME}":"mcp"}}. None has ${NAME}="mcp". Known: ai-agent, backend, frontend, mcp-server, migration, smoke-test.`,
        ],
      ],
    ],
  ],
  passes: [
    ['the environment as it is', 'minikube', same],
    ['pods of another namespace: the controller, Prometheus, DNS', 'production', same],
    [
      'any pod of this namespace',
      'production',
      (draft) => set(draft, 'NetworkPolicy/backend', `${FROM}.podSelector`, {}),
    ],
    [
      'labels of pods of another namespace',
      'production',
      (draft) =>
        set(draft, 'NetworkPolicy/backend', FROM, {
          namespaceSelector: {},
          podSelector: { matchLabels: { [NAME]: 'front-end' } },
        }),
    ],
  ],
})
