import { unusedConfig } from '../../../../render/verify/rules/configuration/unused-config.ts'
import { CONTAINER, copy, POD, same, set, testRule } from '../../rule-cases.ts'

testRule(unusedConfig, {
  catches: [
    [
      'a ConfigMap that no pod uses',
      'production',
      (draft) => copy(draft, 'ConfigMap/backend', 'flags'),
      [['ConfigMap/flags', 'metadata.name', 'No pod references ConfigMap/flags.']],
    ],
    [
      'settings whose only pod names another',
      'production',
      (draft) => set(draft, 'Deployment/ai-agent', `${CONTAINER}.envFrom`, undefined),
      [['ConfigMap/ai-agent', 'metadata.name', 'No pod references ConfigMap/ai-agent.']],
    ],
  ],
  passes: [
    ['the environment as it is', 'production', same],
    [
      'one that is only mounted, though optional',
      'production',
      (draft) => {
        copy(draft, 'ConfigMap/backend', 'flags')
        set(draft, 'Deployment/backend', `${POD}.volumes.0.configMap`, { name: 'flags', optional: true })
      },
    ],
    [
      'a dashboard, which Grafana reads',
      'production',
      (draft) => {
        copy(draft, 'ConfigMap/backend', 'latency')
        set(draft, 'ConfigMap/latency', 'metadata.labels.grafana_dashboard', '1')
      },
    ],
    [
      'one of which a Job reads a key',
      'production',
      (draft) => set(draft, 'Deployment/backend', `${CONTAINER}.envFrom`, undefined),
    ],
  ],
})
