import { serviceMonitorTarget } from '../../../../render/verify/rules/monitoring/service-monitor-target.ts'
import { mistakes } from '../../mistakes.ts'
import { same, set, testRule } from '../../rule-cases.ts'

const MONITOR = 'ServiceMonitor/todo'
const PORT = 'spec.endpoints.0.port'

testRule(serviceMonitorTarget, {
  catches: [
    [
      'a label that no Service has',
      'production',
      (draft) => set(draft, MONITOR, 'spec.selector.matchLabels', { monitored: 'yes' }),
      [
        [
          MONITOR,
          'spec.selector',
          'No Service matches {"matchLabels":{"monitored":"yes"}}; use labels of a Service.',
        ],
      ],
    ],
    [
      'a misspelt port',
      'production',
      (draft) => set(draft, MONITOR, PORT, 'htpp'),
      [[MONITOR, PORT, 'Service/ai-agent has no port "htpp". Did you mean "http"?']],
    ],
    [
      'one Service that calls its port something else',
      'production',
      (draft) => set(draft, 'Service/mcp-server', 'spec.ports.0.name', 'mcp'),
      [[MONITOR, PORT, 'Service/mcp-server has no port "http". Known: "mcp" 8001.']],
    ],
    [
      'a program without metrics',
      'production',
      (draft) => {
        const program = draft.fleet.programs.all.find(({ name }) => name === 'backend')
        Object.assign(program ?? {}, { metrics: undefined })
      },
      [[MONITOR, 'spec.endpoints.0.path', 'backend serves no metrics, but "/metrics" is scraped.']],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    ['an environment without monitoring', 'staging', same],
    [
      'Services of another namespace',
      'production',
      (draft) => {
        set(draft, MONITOR, 'spec.selector.matchLabels', { app: 'other' })
        set(draft, MONITOR, 'spec.namespaceSelector', { matchNames: ['other'] })
      },
    ],
  ],
})

mistakes(serviceMonitorTarget, 'production', [
  [
    'every Service',
    [['ServiceMonitor/todo', 'spec.selector', {}]],
    [
      'ServiceMonitor/todo spec.selector: It selects every Service; select by labels of those with metrics.',
      'ServiceMonitor/todo spec.selector: ServiceMonitor/frontend already scrapes these Services.',
    ],
  ],
  [
    'nothing to read',
    [['ServiceMonitor/todo', 'spec.endpoints', []]],
    ['ServiceMonitor/todo spec.endpoints: It has no endpoint; add one.'],
  ],
  [
    'no port, another path, and the same again',
    [
      [
        'ServiceMonitor/todo',
        'spec.endpoints',
        [{ path: '/metrics' }, { path: '/metric', port: 'http' }, { path: '/metrics' }],
      ],
    ],
    [
      'ServiceMonitor/todo spec.endpoints.2: It scrapes this port and path twice; remove one.',
      'ServiceMonitor/todo spec.endpoints.0.port: It sets no port; set the port name of the Services.',
      'ServiceMonitor/todo spec.endpoints.1.path: ai-agent serves its metrics at /metrics, but "/metric" is scraped.',
      'ServiceMonitor/todo spec.endpoints.2.port: It sets no port; set the port name of the Services.',
    ],
  ],
  [
    'a Service that has lost the label',
    [['Service/backend', ['metadata', 'labels', 'monitored']]],
    [
      'Service/backend metadata.labels: ServiceMonitor/todo selects {"matchLabels":{"monitored":"true"}}, which are labels of its pods but not of the Service: the metrics are not scraped.',
    ],
  ],
  [
    'two that read the same',
    [
      [
        'ServiceMonitor/todo-2',
        '',
        {
          apiVersion: 'monitoring.coreos.com/v1',
          kind: 'ServiceMonitor',
          metadata: { name: 'todo-2' },
          spec: {
            selector: { matchLabels: { monitored: 'true' } },
            endpoints: [{ port: 'http', path: '/metrics' }],
          },
        },
      ],
    ],
    ['ServiceMonitor/todo-2 spec.selector: ServiceMonitor/todo already scrapes these Services.'],
  ],
  ['the path that is the default', [['ServiceMonitor/todo', 'spec.endpoints.0.path']], []],
])
