import { alerts } from '../../../render/verify/rules/alerts.ts'
import { type Case, mistakes } from '../mistakes.ts'

mistakes(alerts, 'production', [
  [
    'a misspelt severity',
    [['PrometheusRule/todo', 'spec.groups.0.rules.0.labels.severity', 'critcal']],
    [
      'PrometheusRule/todo spec.groups.0.rules.0.labels.severity: The severity of TodoServiceUnavailable is "critcal". Did you mean "critical"?',
    ],
  ],
  [
    'nothing to compare with',
    [['PrometheusRule/todo', 'spec.groups.0.rules.0.expr', 'up{job="backend"}']],
    [
      'PrometheusRule/todo spec.groups.0.rules.0.expr: The expression of TodoServiceUnavailable compares with nothing: the alert fires for as long as a series exists.',
    ],
  ],
  ...['up{job!="backend"}', 'up{job="a > b"}', 'changes(up[5m]) > bool 0', 'vector(2)'].map(
    (expression): Case => [
      `no condition in ${expression}`,
      [['PrometheusRule/todo', 'spec.groups.0.rules.0.expr', expression]],
      [
        'PrometheusRule/todo spec.groups.0.rules.0.expr: The expression of TodoServiceUnavailable compares with nothing: the alert fires for as long as a series exists.',
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
      'PrometheusRule/todo spec.groups.0.rules.0.annotations.summary: The alert "TodoRolloutStuck" has no summary: expected one sentence.',
      'PrometheusRule/todo spec.groups.0.rules.0.annotations.sumary: Nobody shows the annotation "sumary". Did you mean "summary"?',
      'PrometheusRule/todo spec.groups.0.rules.1.alert: There are two alerts TodoRolloutStuck: expected one.',
    ],
  ],
  [
    'no alert at all',
    [['PrometheusRule/todo', 'spec.groups', []]],
    ['PrometheusRule/todo spec.groups: It holds no alert: expected one, or no PrometheusRule.'],
  ],
])
