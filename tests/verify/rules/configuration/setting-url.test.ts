import { settingUrl } from '../../../../render/verify/rules/configuration/setting-url.ts'
import { mistakes } from '../../mistakes.ts'
import { CONTAINER, copy, type Draft, POD, same, set, testRule } from '../../rule-cases.ts'

const SERVICES = 'Known: ai-agent, backend, frontend, mcp-server.'
const agent = (value: string) => (draft: Draft) => set(draft, 'ConfigMap/backend', 'data.AGENT_URL', value)
const wrong = (value: string, message: string) =>
  [['ConfigMap/backend', 'data.AGENT_URL', `AGENT_URL is "${value}": ${message}`]] as const

const model = (value: string) => (draft: Draft) =>
  set(draft, 'ConfigMap/ai-agent', 'data.OPENAI_BASE_URL', value)
/** With the way from the backend to a port of some addresses. */
const opened = (port: number, value: string) => (draft: Draft) => {
  agent(value)(draft)
  set(draft, 'NetworkPolicy/to-database', 'spec.egress.1', {
    to: [{ ipBlock: { cidr: '203.0.113.0/24' } }],
    ports: [{ port }],
  })
}
const CLOSED = (port: number) =>
  `no NetworkPolicy allows Deployment/backend to reach port ${port} of an external host.`

testRule(settingUrl, {
  catches: [
    [
      'a misspelt Service',
      'production',
      agent('http://ai-agnet:8002'),
      wrong('http://ai-agnet:8002', 'Service "ai-agnet" not found. Did you mean "ai-agent"?'),
    ],
    [
      'the port of another service',
      'production',
      agent('http://ai-agent:8001/'),
      wrong('http://ai-agent:8001/', 'Service/ai-agent has no port 8001. Known: "http" 8002.'),
    ],
    [
      'no port, which is 80',
      'production',
      agent('http://ai-agent'),
      wrong('http://ai-agent', 'Service/ai-agent has no port 80. Known: "http" 8002.'),
    ],
    [
      "the full name of what isn't there",
      'production',
      agent('http://agent.todo-production.svc.cluster.local:8002'),
      wrong('http://agent.todo-production.svc.cluster.local:8002', `Service "agent" not found. ${SERVICES}`),
    ],
    [
      'the pod itself, on a port of another',
      'production',
      agent('http://localhost:8002'),
      wrong(
        'http://localhost:8002',
        'in a pod, localhost is the pod itself, which has no port 8002. Known: "http" 8000.',
      ),
    ],
    [
      "a Job's own variable",
      'production',
      (draft) => set(draft, 'Job/smoke-test', `${CONTAINER}.env.0.value`, 'http://fronted:3000'),
      [
        [
          'Job/smoke-test',
          `${CONTAINER}.env.0.value`,
          'FRONTEND_URL is "http://fronted:3000": Service "fronted" not found. Did you mean "frontend"?',
        ],
      ],
    ],
    [
      "libpq's host",
      'minikube',
      (draft) => set(draft, 'Job/migration', `${CONTAINER}.env.2`, { name: 'PGHOST', value: 'postgers' }),
      [
        [
          'Job/migration',
          `${CONTAINER}.env.2.value`,
          'PGHOST is "postgers": Service "postgers" not found. Did you mean "postgres"?',
        ],
      ],
    ],
    [
      'a ConfigMap of two pods, once',
      'production',
      (draft) => {
        set(draft, 'Deployment/frontend', `${CONTAINER}.envFrom.0.configMapRef.name`, 'shared')
        set(draft, 'Deployment/backend', `${CONTAINER}.envFrom.0.configMapRef.name`, 'shared')
        copy(draft, 'ConfigMap/backend', 'shared')
        set(draft, 'ConfigMap/shared', 'data', { AGENT_URL: 'http://agent:8002' })
      },
      [
        [
          'ConfigMap/shared',
          'data.AGENT_URL',
          `AGENT_URL is "http://agent:8002": Service "agent" not found. ${SERVICES}`,
        ],
      ],
    ],
    [
      'a host outside, to which no way is open',
      'production',
      agent('https://agent.example.com'),
      wrong('https://agent.example.com', CLOSED(443)),
    ],
    [
      'a host outside, where another port is open, or the way to pods alone',
      'production',
      opened(8443, 'http://agent.example.com:8002'),
      wrong('http://agent.example.com:8002', CLOSED(8002)),
    ],
    [
      'a model API at a port that its policy does not open',
      'production',
      model('http://llm.example.com:8080/v1'),
      [
        [
          'ConfigMap/ai-agent',
          'data.OPENAI_BASE_URL',
          'OPENAI_BASE_URL is "http://llm.example.com:8080/v1": no NetworkPolicy allows Deployment/ai-agent to reach port 8080 of an external host.',
        ],
      ],
    ],
  ],
  passes: [
    ['the environment as it is', 'minikube', same],
    ['a host outside, to which the way is open', 'production', opened(443, 'https://agent.example.com')],
    ['a Service of another namespace', 'production', opened(80, 'http://agent.shared')],
    ['the model API at its own port', 'production', model('https://llm.example.com/v1')],
    ['an address', 'production', agent('http://[2001:db8::1]:8002')],
    ['the full name of a Service', 'production', agent('http://ai-agent.todo-production.svc:8002')],
    ['the pod itself, on a port of its own', 'production', agent('http://127.0.0.1:8000')],
    ['what is no URL', 'production', agent('ai-agnet')],
    [
      'a wrong setting that the pod overrides',
      'production',
      (draft) => {
        agent('http://ai-agnet:8002')(draft)
        set(draft, 'Deployment/backend', `${CONTAINER}.env.2`, {
          name: 'AGENT_URL',
          value: 'http://ai-agent:8002',
        })
      },
    ],
    [
      'a URL of a database with a password in it',
      'minikube',
      (draft) =>
        set(draft, 'Deployment/frontend', `${POD}.initContainers`, [
          { name: 'wait', env: [{ name: 'URL', value: 'postgresql://todo:p@ss@postgres/todo' }] },
        ]),
    ],
  ],
})

mistakes(settingUrl, 'minikube', [
  [
    'https where http is spoken',
    [['ConfigMap/frontend', 'data.BACKEND_URL', 'https://backend:8000']],
    [
      'ConfigMap/frontend data.BACKEND_URL: BACKEND_URL is "https://backend:8000": Service/backend serves plain HTTP at port 8000: expected http://.',
    ],
  ],
  [
    'the Service of another namespace',
    [['ConfigMap/frontend', 'data.BACKEND_URL', 'http://backend.todo-staging:8000']],
    [
      'ConfigMap/frontend data.BACKEND_URL: BACKEND_URL is "http://backend.todo-staging:8000": "backend.todo-staging" is in the namespace "todo-staging": expected "backend", which is in "todo-app".',
    ],
  ],
  [
    'a host outside that begins like a Service',
    [['ConfigMap/ai-agent', 'data.OPENAI_BASE_URL', 'https://backend.example.com/v1']],
    [],
  ],
])
