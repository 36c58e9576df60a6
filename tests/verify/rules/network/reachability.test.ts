import { expect, test } from 'vitest'
import { reachFiles } from '../../../../render/verify/reach/files.ts'
import { reachability } from '../../../../render/verify/rules/network/reachability.ts'
import { changed, found, mistakes } from '../../mistakes.ts'

const NOT_ALLOWED = 'which no reachability.yaml of base allows.'
const api = (kind: string) => ({
  apiVersion: 'cilium.io/v2',
  kind,
  metadata: { name: 'x', namespace: 'todo-app' },
})
const pods = (app: string) => ({ podSelector: { matchLabels: { 'app.kubernetes.io/name': app } } })

mistakes(reachability, 'minikube', [
  [
    'the MCP server may call the backend, at both ends',
    [
      [
        'NetworkPolicy/x',
        '',
        {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name: 'x', namespace: 'todo-app' },
          spec: { ...pods('mcp-server'), egress: [{ to: [pods('backend')] }], policyTypes: ['Egress'] },
        },
      ],
      ['NetworkPolicy/backend', 'spec.ingress.0.from.1', pods('mcp-server')],
    ],
    [`NetworkPolicy/x spec.egress.0: mcp-server can reach backend:8000, ${NOT_ALLOWED}`],
  ],
  ['the same at one end only', [['NetworkPolicy/backend', 'spec.ingress.0.from.1', pods('mcp-server')]], []],
  [
    'the frontend may not call the backend',
    [['NetworkPolicy/frontend', 'spec.egress', []]],
    ['Deployment/frontend: frontend cannot reach backend:8000: the egress of frontend is closed.'],
  ],
  [
    'the backend does not let the frontend in',
    [['NetworkPolicy/backend', 'spec.ingress', []]],
    ['Deployment/backend: frontend cannot reach backend:8000: the ingress of backend is closed.'],
  ],
  [
    'neither of them allows it',
    [
      ['NetworkPolicy/frontend', 'spec.egress', []],
      ['NetworkPolicy/backend', 'spec.ingress', []],
    ],
    [
      'Deployment/frontend: frontend cannot reach backend:8000: the egress of frontend and the ingress of backend are closed.',
    ],
  ],
  [
    'another port',
    [['NetworkPolicy/mcp-server', 'spec.ingress.0.ports.0.port', 8002]],
    ['Deployment/mcp-server: ai-agent cannot reach mcp-server:8001: the ingress of mcp-server is closed.'],
  ],
  [
    'a misspelt label, found at both ends of what it breaks',
    [
      [
        'NetworkPolicy/mcp-server',
        ['spec', 'ingress', 0, 'from', 0, ...Object.keys(pods('')), 'matchLabels'],
        { app: 'ai-agnt' },
      ],
    ],
    [
      `NetworkPolicy/mcp-server spec.ingress.0: pods app=ai-agnt can reach mcp-server:8001, ${NOT_ALLOWED}`,
      'Deployment/mcp-server: ai-agent cannot reach mcp-server:8001: the ingress of mcp-server is closed.',
    ],
  ],
  [
    'anybody may call the AI agent',
    [['NetworkPolicy/ai-agent', 'spec.ingress.0.from', []]],
    [`NetworkPolicy/ai-agent spec.ingress.0: anyone can reach ai-agent:8002, ${NOT_ALLOWED}`],
  ],
  [
    'another controller than the environment names',
    [['environment', 'components.ingress.controllerNamespace', 'traefik']],
    [
      `NetworkPolicy/frontend-from-ingress-controller spec.ingress.0: namespace ingress-nginx can reach frontend:3000, ${NOT_ALLOWED}`,
      'Deployment/frontend: ingress-controller (namespace traefik) cannot reach frontend:3000: the ingress of frontend is closed.',
    ],
  ],
  [
    'one more address for the model',
    [['NetworkPolicy/ai-agent-to-model-api', 'spec.egress.0.to.22', { ipBlock: { cidr: '0.0.0.0/0' } }]],
    [`NetworkPolicy/ai-agent-to-model-api spec.egress.0: ai-agent can reach 0.0.0.0/0:443, ${NOT_ALLOWED}`],
  ],
  [
    'no way to the model',
    [['NetworkPolicy/ai-agent-to-model-api', '']],
    [
      'Deployment/ai-agent: ai-agent cannot reach model-api:443 (173.245.48.0/20, 103.21.244.0/22, 103.22.200.0/22 and 19 more): the egress of ai-agent is closed.',
    ],
  ],
  [
    'no DNS by UDP',
    [['NetworkPolicy/allow-dns', 'spec.egress.0.ports.0.protocol', 'TCP']],
    [
      'Deployment/ai-agent: ai-agent, backend, frontend and 4 more cannot reach dns:53/UDP: the egress of ai-agent, backend, frontend and 4 more is closed.',
    ],
  ],
  [
    'every pod may call anywhere, and so the frontend, which a node port opens to every address',
    [['NetworkPolicy/allow-dns', 'spec.egress.1', {}]],
    [
      `NetworkPolicy/allow-dns spec.egress.1: ai-agent, backend, frontend and 4 more can reach anyone at every port and ai-agent, backend, frontend and 3 more can reach frontend:3000, ${NOT_ALLOWED}`,
    ],
  ],
  [
    'a policy that this cannot read',
    [['CiliumNetworkPolicy/x', '', api('CiliumNetworkPolicy')]],
    [
      'CiliumNetworkPolicy/x kind: CiliumNetworkPolicy of cilium.io/v2 is not analyzed; use a NetworkPolicy of networking.k8s.io/v1.',
    ],
  ],
  ['a resource whose name only sounds so', [['NetworkPolicyReport/x', '', api('NetworkPolicyReport')]], []],
  ['the port by its name', [['NetworkPolicy/backend', 'spec.ingress.0.ports.0.port', 'http']], []],
  [
    'the database outside, on the port that the environment says',
    [
      [
        'environment',
        'components',
        {
          ingress: { className: 'nginx', controllerNamespace: 'ingress-nginx' },
          'node-port': { port: 30080 },
          'external-database': { addresses: ['198.51.100.0/24'], port: 6543 },
        },
      ],
    ],
    [
      `NetworkPolicy/to-database spec.egress.0: backend, mcp-server and migration can reach postgres:5432, ${NOT_ALLOWED}`,
      'Deployment/backend: backend cannot reach database:6543: the egress of backend is closed.',
      'Job/migration: migration cannot reach database:6543: the egress of migration is closed.',
      'Deployment/mcp-server: mcp-server cannot reach database:6543: the egress of mcp-server is closed.',
    ],
  ],
])

test('a connection that is closed leads to the line that asks for it', async () => {
  const subject = await changed('staging', [['NetworkPolicy/frontend', 'spec.egress', []]])
  const [violation] = reachability.check(subject)
  expect(violation?.source).toEqual({
    file: 'base/services/frontend/reachability.yaml',
    path: ['connections', 'frontend', 0],
    at: 'value',
  })
})

test('while a file cannot be read, nothing else is reported', async () => {
  const subject = await changed('staging', [['NetworkPolicy/frontend', 'spec.egress', []]])
  const file = 'base/services/frontend/reachability.yaml'
  const texts = new Map([[file, 'connections: { frontend: [bakend:8000] }']])
  const broken = { ...subject, fleet: { ...subject.fleet, reachability: reachFiles(texts) } }
  expect(found(reachability, broken)).toEqual([
    'Workload or peer "bakend" not found. Did you mean "backend"?',
  ])
  const [violation] = reachability.check(broken)
  expect(violation?.source).toEqual({ file, path: ['connections', 'frontend', 0], at: 'value' })
})
