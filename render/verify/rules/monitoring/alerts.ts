import { at, entries, items } from '../../../kubernetes/resource.ts'
import { suggest } from '../../../problem/nearest.ts'
import { ofKind, show, text } from '../../lookup.ts'
import { canBeFalse, flawsOf } from '../../promql/expression.ts'
import type { Rule } from '../../rule.ts'

const SEVERITIES = ['critical', 'warning', 'info']

export const alerts: Rule = {
  id: 'alerts',
  severity: 'error',
  title: 'Every alert has a unique name, a condition, a severity and a summary.',
  why: 'Alertmanager routes an alert by its severity: a misspelt one reaches no receiver, and without a summary the on-call engineer does not know what to do. https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/',
  remediation: `Set severity to one of ${SEVERITIES.join(', ')}, and write a summary of one sentence.`,
  *check(subject) {
    const names = new Set<unknown>()
    for (const resource of ofKind(subject, 'PrometheusRule')) {
      const groups = items(at(resource, 'spec', 'groups'))
      if (!groups.some((group) => items(at(group, 'rules')).length > 0))
        yield {
          resource,
          path: ['spec', 'groups'],
          message: 'It contains no rule; add one, or remove the PrometheusRule.',
        }
      else
        for (const [outer, group] of groups.entries())
          if (items(at(group, 'rules')).length === 0)
            yield {
              resource,
              path: ['spec', 'groups', outer],
              message: `Group ${show(at(group, 'name'))} contains no rule; add one, or remove the group.`,
            }
      const haveRunbooks = groups.some((group) => items(at(group, 'rules')).some(runbookOf))
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
                ? `Duplicate alert name ${name}; rename one.`
                : `Alert name ${show(name)} is invalid; use a name such as DatabaseDown.`,
            }
          names.add(name)
          const expression = String(at(rule, 'expr') ?? '')
          // What is no expression at all is for the rule `prometheus-rule`.
          if (flawsOf(expression).length === 0 && !canBeFalse(expression))
            yield {
              resource,
              path: [...path, 'expr'],
              message: `The expression of ${name} contains no comparison: the alert fires while any series exists.`,
            }
          const severity = text(at(rule, 'labels', 'severity')) ?? ''
          if (!SEVERITIES.includes(severity))
            yield {
              resource,
              path: [...path, 'labels', 'severity'],
              message: `Unknown severity ${show(severity)} of ${name}.${suggest(severity, SEVERITIES)}`,
            }
          if (!text(at(rule, 'annotations', 'summary')))
            yield {
              resource,
              path: [...path, 'annotations', 'summary'],
              message: `Alert ${show(name)} has no summary; add one sentence.`,
            }
          const runbook = runbookOf(rule)
          if (haveRunbooks && !isAddress(runbook))
            yield {
              resource,
              path: [...path, 'annotations', 'runbook_url'],
              message: runbook
                ? `The runbook_url of ${name} is not an address: expected one that begins with https://.`
                : `Alert ${show(name)} has no runbook_url, as others have; add it.`,
            }
          for (const [key] of entries(at(rule, 'annotations')))
            if (!ANNOTATIONS.includes(key))
              yield {
                resource,
                path: [...path, 'annotations', key],
                message: `Unknown annotation "${key}".${suggest(key, ANNOTATIONS)}`,
              }
        }
    }
  },
}

const runbookOf = (rule: unknown): string | undefined => text(at(rule, 'annotations', 'runbook_url'))
const isAddress = (url = ''): boolean => /^https?:\/\/\S+$/.test(url)

const ANNOTATIONS = ['summary', 'description', 'runbook_url', 'dashboard_url']
