import { alerts } from '../../../../render/verify/rules/monitoring/alerts.ts'
import { type Case, mistakes } from '../../mistakes.ts'

mistakes(alerts, 'production', [
  [
    'a misspelt severity',
    [['PrometheusRule/todo', 'spec.groups.0.rules.0.labels.severity', 'critcal']],
    [
      'PrometheusRule/todo spec.groups.0.rules.0.labels.severity: Unknown severity "critcal" of TodoServiceUnavailable. Did you mean "critical"?',
    ],
  ],
  [
    'nothing to compare with',
    [['PrometheusRule/todo', 'spec.groups.0.rules.0.expr', 'up{job="backend"}']],
    [
      'PrometheusRule/todo spec.groups.0.rules.0.expr: The expression of TodoServiceUnavailable contains no comparison: the alert fires while any series exists.',
    ],
  ],
  ...['up{job!="backend"}', 'up{job="a > b"}', 'changes(up[5m]) > bool 0', 'vector(2)'].map(
    (expression): Case => [
      `no condition in ${expression}`,
      [['PrometheusRule/todo', 'spec.groups.0.rules.0.expr', expression]],
      [
        'PrometheusRule/todo spec.groups.0.rules.0.expr: The expression of TodoServiceUnavailable contains no comparison: the alert fires while any series exists.',
      ],
    ],
  ),
  ...[
    'absent(up{job="backend"})',
    'absent_over_time(up{job="backend"}[5m])',
    'up unless on (job) kube_pod_info',
    'vector(1)',
    'count(up) by (job) == 0 or vector(0) > 1',
    'up{job=~"back[end"} == 0',
  ].map(
    (expression): Case => [
      `a condition in ${expression}`,
      [['PrometheusRule/todo', 'spec.groups.0.rules.0.expr', expression]],
      [],
    ],
  ),
  [
    'no summary, and a name that is there already',
    [
      ['PrometheusRule/todo', 'spec.groups.0.rules.0.annotations', { sumary: 'x' }],
      ['PrometheusRule/todo', 'spec.groups.0.rules.0.alert', 'TodoRolloutStuck'],
    ],
    [
      'PrometheusRule/todo spec.groups.0.rules.0.annotations.summary: Alert "TodoRolloutStuck" has no summary; add one sentence.',
      'PrometheusRule/todo spec.groups.0.rules.0.annotations.runbook_url: Alert "TodoRolloutStuck" has no runbook_url, as others have; add it.',
      'PrometheusRule/todo spec.groups.0.rules.0.annotations.sumary: Unknown annotation "sumary". Did you mean "summary"?',
      'PrometheusRule/todo spec.groups.0.rules.1.alert: Duplicate alert name TodoRolloutStuck; rename one.',
    ],
  ],
  [
    'a runbook that is no address',
    [['PrometheusRule/todo', 'spec.groups.0.rules.0.annotations.runbook_url', 'docs/runbook.md#down']],
    [
      'PrometheusRule/todo spec.groups.0.rules.0.annotations.runbook_url: The runbook_url of TodoServiceUnavailable is not an address: expected one that begins with https://.',
    ],
  ],
  [
    'a group without rules',
    [['PrometheusRule/todo', 'spec.groups.1', { name: 'empty', rules: [] }]],
    ['PrometheusRule/todo spec.groups.1: Group "empty" contains no rule; add one, or remove the group.'],
  ],
  [
    'no alert at all',
    [['PrometheusRule/todo', 'spec.groups', []]],
    ['PrometheusRule/todo spec.groups: It contains no rule; add one, or remove the PrometheusRule.'],
  ],
])
