import { networkPolicyExplicit } from '../../../../render/verify/rules/network/network-policy-explicit.ts'
import { mistakes } from '../../mistakes.ts'

mistakes(networkPolicyExplicit, 'staging', [
  [
    'no ports',
    [['NetworkPolicy/backend', 'spec.ingress.0.ports']],
    ['NetworkPolicy/backend spec.ingress.0.ports: A rule has no port, which allows every port.'],
  ],
  [
    'no peers',
    [['NetworkPolicy/backend', 'spec.egress.0.to']],
    ['NetworkPolicy/backend spec.egress.0.to: A rule has no peer under "to", which allows every peer.'],
  ],
  [
    'a peer without a label',
    [['NetworkPolicy/backend', 'spec.ingress.0.from.0.podSelector', {}]],
    ['NetworkPolicy/backend spec.ingress.0.from.0: A peer has no label, which selects every pod.'],
  ],
  [
    'a port without a number',
    [['NetworkPolicy/backend', 'spec.egress.0.ports.0', { protocol: 'TCP' }]],
    ['NetworkPolicy/backend spec.egress.0.ports.0.port: A port has no number, which allows every port.'],
  ],
  [
    'a direction that is not named',
    [['NetworkPolicy/backend', 'spec.policyTypes', ['Ingress']]],
    [
      'NetworkPolicy/backend spec.policyTypes: policyTypes lacks Egress; list each direction that the policy restricts.',
    ],
  ],
  [
    'a policy about every pod',
    [['NetworkPolicy/to-database', 'spec.podSelector', {}]],
    [
      'NetworkPolicy/to-database spec.podSelector: The policy selects every pod; select by the labels of the pods to open.',
    ],
  ],
  [
    'addresses instead of labels',
    [['NetworkPolicy/backend', 'spec.ingress.0.from.0', { ipBlock: { cidr: '10.0.0.0/8' } }]],
    [],
  ],
])
