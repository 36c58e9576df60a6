import { at, entries, items, type Resource } from '../../../kubernetes/resource.ts'
import type { Path } from '../../../problem/problem.ts'
import { ofKind, show, text } from '../../lookup.ts'
import { flawsOf } from '../../promql/expression.ts'
import { templateFlaw } from '../../promql/template.ts'
import type { Rule, Violation } from '../../rule.ts'

/** Prometheus' own checks: `RuleGroups.Validate` in model/rulefmt/rulefmt.go, which the operator's webhook runs. */
export const prometheusRule: Rule = {
  id: 'prometheus-rule',
  severity: 'error',
  title: 'Every alerting and recording rule is valid for Prometheus: expression, name, labels and templates.',
  why: 'The operator rejects or skips the whole PrometheusRule: every alert in it is lost, and the sync may fail. https://prometheus.io/docs/prometheus/latest/querying/basics/',
  remediation: 'Correct the rule; `promtool check rules` reports the same for the groups under spec.',
  *check(subject) {
    for (const resource of ofKind(subject, 'PrometheusRule'))
      for (const [outer, group] of items(at(resource, 'spec', 'groups')).entries())
        for (const [inner, rule] of items(at(group, 'rules')).entries())
          yield* checkRule(resource, ['spec', 'groups', outer, 'rules', inner], rule)
  },
}

function* checkRule(resource: Resource, path: Path, rule: unknown): Iterable<Violation> {
  const [alert, record] = [text(at(rule, 'alert')) ?? '', text(at(rule, 'record')) ?? '']
  const name = alert || record || `number ${Number(path.at(-1)) + 1}`
  const wrong = (field: string, message: string): Violation => ({
    resource,
    path: [...path, ...field.split('/')],
    message,
  })
  if ((alert === '') === (record === ''))
    yield wrong(
      'alert',
      `Rule ${name} sets ${alert ? 'both alert and' : 'neither alert nor'} record: set one of them.`,
    )
  const expression = String(at(rule, 'expr') ?? '')
  for (const { offset, message } of flawsOf(expression))
    yield wrong('expr', `The expression of ${name} is invalid at ${placeIn(expression, offset)}: ${message}.`)
  if (record !== '') yield* recording(record, rule, wrong)
  for (const [label, value] of entries(at(rule, 'labels')))
    if (!LABEL.test(label) || label === '__name__')
      yield wrong(`labels/${label}`, `${show(label)} is not a label name of Prometheus.`)
    else yield* template(`labels/${label}`, value)
  for (const [annotation, value] of entries(at(rule, 'annotations')))
    yield* template(`annotations/${annotation}`, value)

  function* template(field: string, value: unknown): Iterable<Violation> {
    const flaw = alert === '' || typeof value !== 'string' ? undefined : templateFlaw(value)
    if (flaw) yield wrong(field, `The template of ${name} is invalid: ${flaw}.`)
  }
}

const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/

function* recording(
  record: string,
  rule: unknown,
  wrong: (field: string, message: string) => Violation,
): Iterable<Violation> {
  if (!/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(record))
    yield wrong('record', `${show(record)} is not a metric name: use letters, digits, "_" and ":".`)
  for (const field of ['for', 'keep_firing_for', 'annotations'])
    if (at(rule, field) !== undefined)
      yield wrong(field, `Recording rule ${record} sets ${field}, which is for alerts only: remove it.`)
}

/** Line and column, counted from 1; a column alone on the first line. */
function placeIn(expression: string, offset: number): string {
  const lines = expression.slice(0, offset).split('\n')
  const column = `column ${(lines.at(-1) ?? '').length + 1}`
  return lines.length > 1 ? `line ${lines.length}, ${column}` : column
}
