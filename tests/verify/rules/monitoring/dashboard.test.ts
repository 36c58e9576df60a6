import { dashboard } from '../../../../render/verify/rules/monitoring/dashboard.ts'
import { mistakes } from '../../mistakes.ts'

const DASHBOARDS = 'ConfigMap/dashboards'
const LABEL = ['metadata', 'labels', 'grafana_dashboard']
const DELIVERY = ['data', 'todo-delivery.json']

mistakes(dashboard, 'production', [
  ['the environment as it is', [], []],
  [
    'no label',
    [[DASHBOARDS, LABEL]],
    [
      `${DASHBOARDS} metadata.labels: It has the dashboard todo-delivery.json, but no label grafana_dashboard.`,
    ],
  ],
  ['another value of the label', [[DASHBOARDS, LABEL, 'yes']], []],
  [
    'no dashboard',
    [[DASHBOARDS, 'data', {}]],
    [`${DASHBOARDS} data: It has the label grafana_dashboard, but no dashboard.`],
  ],
  [
    'what is no JSON',
    [[DASHBOARDS, DELIVERY, '{"uid": "todo-delivery",}']],
    [`${DASHBOARDS} data.todo-delivery.json: todo-delivery.json is not JSON.`],
  ],
  [
    'no uid and no title',
    [[DASHBOARDS, DELIVERY, '{"panels": []}']],
    [
      `${DASHBOARDS} data.todo-delivery.json: todo-delivery.json has no "uid".`,
      `${DASHBOARDS} data.todo-delivery.json: todo-delivery.json has no "title".`,
    ],
  ],
  [
    'JSON of something else in a ConfigMap without the label',
    [
      [
        'ConfigMap/web-settings',
        '',
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'web-settings' },
          data: { 'web.json': '{"port": 1}' },
        },
      ],
    ],
    [],
  ],
])
