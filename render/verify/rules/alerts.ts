import { at, entries, items } from '../../kubernetes/resource.ts'
import { suggest } from '../../problem/nearest.ts'
import { ofKind, show, text } from '../lookup.ts'
import { canBeFalse, flawsOf } from '../promql/expression.ts'
import type { Rule } from '../rule.ts'

const SEVERITIES = ['critical', 'warning', 'info']

export const alerts: Rule = {
  id: 'alerts',
  severity: 'error',
  title: 'Every alert has a unique name, a condition, a severity and a summary.',
  why: 'Alertmanager sends an alert where its severity says: one that is misspelt goes nowhere, and one without a summary tells nobody what to do. https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/',
  remediation: `Say severity ${SEVERITIES.join(', ')}, and a summary in one sentence.`,
  *check(subject) {
    const names = new Set<unknown>()
    for (const resource of ofKind(subject, 'PrometheusRule')) {
      const groups = items(at(resource, 'spec', 'groups'))
      if (!groups.some((group) => items(at(group, 'rules')).length > 0))
        yield {
          resource,
          path: ['spec', 'groups'],
          message: 'It holds no alert: expected one, or no PrometheusRule.',
        }
      for (const [outer, group] of groups.entries())
        for (const [inner, rule] of items(at(group, 'rules')).entries()) {
          const path = ['spec', 'groups', outer, 'rules', inner]
          const name = text(at(rule, 'alert')) ?? ''
          if (text(at(rule, 'record'))) continue
          if (!/^[A-Z][A-Za-z0-9]+$/.test(name) || names.has(name))
            yield {
              resource,
              path: [...path, 'alert'],
              message: names.has(name)
                ? `There are two alerts ${name}: expected one.`
                : `The alert is called ${show(name)}: expected a name such as DatabaseDown.`,
            }
          names.add(name)
          const expression = String(at(rule, 'expr') ?? '')
          // What is no expression at all is for the rule `prometheus-rule`.
          if (flawsOf(expression).length === 0 && !canBeFalse(expression))
            yield {
              resource,
              path: [...path, 'expr'],
              message: `The expression of ${name} compares with nothing: the alert fires for as long as a series exists.`,
            }
          const severity = text(at(rule, 'labels', 'severity')) ?? ''
          if (!SEVERITIES.includes(severity))
            yield {
              resource,
              path: [...path, 'labels', 'severity'],
              message: `The severity of ${name} is ${show(severity)}.${suggest(severity, SEVERITIES)}`,
            }
          if (!text(at(rule, 'annotations', 'summary')))
            yield {
              resource,
              path: [...path, 'annotations', 'summary'],
              message: `The alert ${show(name)} has no summary: expected one sentence.`,
            }
          for (const [key] of entries(at(rule, 'annotations')))
            if (!ANNOTATIONS.includes(key))
              yield {
                resource,
                path: [...path, 'annotations', key],
                message: `Nobody shows the annotation "${key}".${suggest(key, ANNOTATIONS)}`,
              }
        }
    }
  },
}

const ANNOTATIONS = ['summary', 'description', 'runbook_url', 'dashboard_url']
