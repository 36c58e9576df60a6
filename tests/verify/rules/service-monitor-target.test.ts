import { serviceMonitorTarget } from '../../../render/verify/rules/service-monitor-target.ts'
import { same, set, testRule } from '../rule-cases.ts'

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
          'No Service is selected by {"matchLabels":{"monitored":"yes"}}: expected labels that one of them has.',
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
