import { alerts } from '../../../render/verify/rules/alerts.ts'
import { mistakes } from '../mistakes.ts'

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
      'PrometheusRule/todo spec.groups.0.rules.0.expr: The expression of TodoServiceUnavailable compares with nothing: it is true as long as it has a value.',
    ],
  ],
  [
    'a bracket that stays open',
    [['PrometheusRule/todo', 'spec.groups.0.rules.0.expr', 'sum(up == 0']],
    [
      'PrometheusRule/todo spec.groups.0.rules.0.expr: The expression of TodoServiceUnavailable opens a bracket and does not close it.',
    ],
  ],
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
  [
    'brackets in a text',
    [['PrometheusRule/todo', 'spec.groups.0.rules.0.expr', 'up{job=~"back[end"} == 0']],
    [],
  ],
])
