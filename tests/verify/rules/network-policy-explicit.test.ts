import { networkPolicyExplicit } from '../../../render/verify/rules/network-policy-explicit.ts'
import { mistakes } from '../mistakes.ts'

mistakes(networkPolicyExplicit, 'staging', [
  [
    'no ports',
    [['NetworkPolicy/backend', 'spec.ingress.0.ports']],
    ['NetworkPolicy/backend spec.ingress.0.ports: A rule names no port, which means all of them.'],
  ],
  [
    'no peers',
    [['NetworkPolicy/backend', 'spec.egress.0.to']],
    ['NetworkPolicy/backend spec.egress.0.to: A rule names nobody under "to", which means everybody.'],
  ],
  [
    'a peer without a label',
    [['NetworkPolicy/backend', 'spec.ingress.0.from.0.podSelector', {}]],
    ['NetworkPolicy/backend spec.ingress.0.from.0: A peer names no label, which means every pod.'],
  ],
  [
    'a port without a number',
    [['NetworkPolicy/backend', 'spec.egress.0.ports.0', { protocol: 'TCP' }]],
    ['NetworkPolicy/backend spec.egress.0.ports.0.port: A port has no number, which means all of them.'],
  ],
  [
    'a direction that is not named',
    [['NetworkPolicy/backend', 'spec.policyTypes', ['Ingress']]],
    [
      "NetworkPolicy/backend spec.policyTypes: policyTypes doesn't name Egress: expected each direction that the policy is about.",
    ],
  ],
  [
    'a policy about every pod',
    [['NetworkPolicy/to-database', 'spec.podSelector', {}]],
    [
      'NetworkPolicy/to-database spec.podSelector: The policy is about every pod: expected the labels of those that shall be open.',
    ],
  ],
  [
    'addresses instead of labels',
    [['NetworkPolicy/backend', 'spec.ingress.0.from.0', { ipBlock: { cidr: '10.0.0.0/8' } }]],
    [],
  ],
])
