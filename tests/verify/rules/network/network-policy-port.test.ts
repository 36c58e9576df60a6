import { networkPolicyPort } from '../../../../render/verify/rules/network/network-policy-port.ts'
import { CONTAINER, same, set, testRule } from '../../rule-cases.ts'

const IN = 'spec.ingress.0.ports.0'
const OUT = 'spec.egress.0.ports.0'

testRule(networkPolicyPort, {
  catches: [
    [
      'the number of another service, on the way in',
      'production',
      (draft) => set(draft, 'NetworkPolicy/backend', `${IN}.port`, 8001),
      [
        [
          'NetworkPolicy/backend',
          `${IN}.port`,
          'Deployment/backend has no TCP port 8001. Known: "http" 8000.',
        ],
      ],
    ],
    [
      'the number of another service, on the way out',
      'production',
      (draft) => set(draft, 'NetworkPolicy/backend', `${OUT}.port`, 8001),
      [
        [
          'NetworkPolicy/backend',
          `${OUT}.port`,
          'Deployment/ai-agent has no TCP port 8001. Known: "http" 8002.',
        ],
      ],
    ],
    [
      'another protocol',
      'minikube',
      (draft) => set(draft, 'NetworkPolicy/postgres', `${IN}.protocol`, 'UDP'),
      [
        [
          'NetworkPolicy/postgres',
          `${IN}.port`,
          'StatefulSet/postgres has no UDP port 5432. Known: "postgres" 5432.',
        ],
      ],
    ],
    [
      'a name that one of the pods does not have',
      'production',
      (draft) => set(draft, 'Deployment/mcp-server', `${CONTAINER}.ports.0.name`, 'mcp'),
      [
        [
          'NetworkPolicy/metrics-from-prometheus',
          `${IN}.port`,
          'Deployment/mcp-server has no TCP port "http". Known: "mcp" 8001.',
        ],
      ],
    ],
    [
      'a range beside the port',
      'production',
      (draft) => set(draft, 'NetworkPolicy/backend', IN, { port: 8001, endPort: 8010 }),
      [
        [
          'NetworkPolicy/backend',
          `${IN}.port`,
          'Deployment/backend has no TCP port 8001. Known: "http" 8000.',
        ],
      ],
    ],
  ],
  passes: [
    ['the environment as it is', 'minikube', same],
    ['ports of others: DNS, the database outside, the model API', 'production', same],
    [
      'a range around the port',
      'production',
      (draft) => set(draft, 'NetworkPolicy/backend', IN, { port: 7999, endPort: 8010 }),
    ],
    [
      'several numbers for several pods',
      'production',
      (draft) => {
        set(draft, 'NetworkPolicy/metrics-from-prometheus', 'spec.ingress.0.ports', [
          { port: 8000 },
          { port: 8001 },
          { port: 8002 },
        ])
      },
    ],
    [
      'a peer outside among those inside',
      'production',
      (draft) => {
        set(draft, 'NetworkPolicy/backend', 'spec.egress.0.to.1', { ipBlock: { cidr: '192.0.2.0/24' } })
        set(draft, 'NetworkPolicy/backend', `${OUT}.port`, 443)
      },
    ],
  ],
})
