import { defaultDeny } from '../../../../render/verify/rules/network/default-deny.ts'
import { mistakes } from '../../mistakes.ts'

const POLICY = 'NetworkPolicy/default-deny'
const says = (direction: string, where = `${POLICY} spec: `) =>
  `${where}No NetworkPolicy denies ${direction} by default for every pod of the namespace.`
const deny = (name: string, spec: object) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'todo-app' },
  spec,
})

mistakes(defaultDeny, 'minikube', [
  [
    'no policy denies',
    [[POLICY, '']],
    [
      `${says('ingress', '')} No NetworkPolicy selects the pods of Job/migration, Job/smoke-test.`,
      says('egress', ''),
    ],
  ],
  ['egress is left open', [[POLICY, 'spec.policyTypes', ['Ingress']]], [says('egress')]],
  ['without types it denies ingress only', [[POLICY, 'spec.policyTypes']], [says('egress')]],
  [
    'it is for some pods only',
    [[POLICY, 'spec.podSelector', { matchLabels: { environment: 'minikube' } }]],
    [says('ingress'), says('egress')],
  ],
  ['it allows something', [[POLICY, 'spec.ingress', [{}]]], [says('ingress')]],
  [
    'it is for another namespace',
    [[POLICY, 'metadata.namespace', 'todo']],
    [
      `${says('ingress')} No NetworkPolicy selects the pods of Job/migration, Job/smoke-test.`,
      says('egress'),
    ],
  ],
  [
    'empty lists of rules',
    [
      [
        POLICY,
        'spec',
        { podSelector: { matchLabels: {} }, policyTypes: ['Ingress', 'Egress'], ingress: [], egress: [] },
      ],
    ],
    [],
  ],
  [
    'a policy for each direction',
    [
      [POLICY, ''],
      ['NetworkPolicy/a', '', deny('a', { podSelector: {} })],
      ['NetworkPolicy/b', '', deny('b', { podSelector: {}, policyTypes: ['Egress'] })],
    ],
    [],
  ],
])
