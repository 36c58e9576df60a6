import type { Case } from './cases.ts'
import type { AlertRule } from './rules.ts'

/** A file for `promtool test rules`: https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/. */
export const ruleTests = (rulesFile: string, alert: AlertRule, each: Case): unknown => ({
  rule_files: [rulesFile],
  evaluation_interval: Number.parseInt(each.at, 10) > 300 ? '10m' : '1m',
  tests: [
    {
      interval: '1m',
      input_series: Object.entries(each.series).map(([series, values]) => ({ series, values })),
      alert_rule_test: [
        {
          eval_time: each.at,
          alertname: alert.alert,
          exp_alerts: each.fires.map((labels) => ({
            exp_labels: { ...alert.labels, ...labels },
            exp_annotations: Object.fromEntries(
              Object.entries(alert.annotations).map(([name, text]) => [name, filled(text, labels)]),
            ),
          })),
        },
      ],
    },
  ],
})

/** A template's labels, as Prometheus puts them in; the rules use nothing else of its templates. */
const filled = (text: string, labels: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, (_, name: string) => labels[name] ?? '')
