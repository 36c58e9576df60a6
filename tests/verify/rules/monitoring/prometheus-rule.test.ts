import { prometheusRule } from '../../../../render/verify/rules/monitoring/prometheus-rule.ts'
import { mistakes } from '../../mistakes.ts'

const RULES = 'spec.groups.0.rules'
const FIRST = `PrometheusRule/todo ${RULES}.0`

mistakes(prometheusRule, 'production', [
  [
    'a range that was lost',
    [['PrometheusRule/todo', `${RULES}.0.expr`, 'increase(restarts{container="backend"}) > 2']],
    [
      `${FIRST}.expr: The expression of TodoServiceUnavailable is invalid at column 10: increase expects a range vector such as \`metric[5m]\`; \`restarts{container="backend"}\` is an instant vector.`,
    ],
  ],
  [
    'a place on a later line',
    [['PrometheusRule/todo', `${RULES}.0.expr`, 'up{\n  job="a"\n} ==\n  frob(1)']],
    [
      `${FIRST}.expr: The expression of TodoServiceUnavailable is invalid at line 4, column 3: unknown function \`frob\`.`,
    ],
  ],
  [
    'a recording rule that is none',
    [
      [
        'PrometheusRule/todo',
        `${RULES}.0`,
        {
          record: 'todo:up-sum',
          expr: 'sum(up',
          for: '5m',
          annotations: { summary: 'x' },
          labels: { 'a-b': 'x' },
        },
      ],
    ],
    [
      `${FIRST}.expr: The expression of todo:up-sum is invalid at column 7: unexpected end of expression.`,
      `${FIRST}.record: "todo:up-sum" is not a metric name: use letters, digits, "_" and ":".`,
      `${FIRST}.for: Recording rule todo:up-sum sets for, which is for alerts only: remove it.`,
      `${FIRST}.annotations: Recording rule todo:up-sum sets annotations, which is for alerts only: remove it.`,
      `${FIRST}.labels.a-b: "a-b" is not a label name of Prometheus.`,
    ],
  ],
  [
    'alert and record, and neither',
    [
      ['PrometheusRule/todo', `${RULES}.0.record`, 'todo:down'],
      ['PrometheusRule/todo', `${RULES}.0.for`, undefined],
      ['PrometheusRule/todo', `${RULES}.0.annotations`, undefined],
      ['PrometheusRule/todo', `${RULES}.1`, { expr: 'up == 0' }],
    ],
    [
      `${FIRST}.alert: Rule TodoServiceUnavailable sets both alert and record: set one of them.`,
      `PrometheusRule/todo ${RULES}.1.alert: Rule number 2 sets neither alert nor record: set one of them.`,
    ],
  ],
  [
    'templates with a brace too few, and a variable that is none',
    [
      ['PrometheusRule/todo', `${RULES}.0.annotations.summary`, '{{ $labels.pod } is down'],
      ['PrometheusRule/todo', `${RULES}.0.labels.team`, '{{ $label.team }}'],
    ],
    [
      `${FIRST}.labels.team: The template of TodoServiceUnavailable is invalid: unknown variable \`$label\`.`,
      `${FIRST}.annotations.summary: The template of TodoServiceUnavailable is invalid: \`{{\` is not closed.`,
    ],
  ],
  [
    'a recording rule, and an expression that is a number',
    [
      ['PrometheusRule/todo', `${RULES}.0`, { record: 'todo:up:sum', expr: 'sum by (job) (up)' }],
      ['PrometheusRule/todo', `${RULES}.1.expr`, 1],
    ],
    [],
  ],
])
