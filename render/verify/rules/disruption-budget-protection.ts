import { at } from '../../kubernetes/resource.ts'
import { slackOf } from '../disruption.ts'
import { ofKind, show, titleOf } from '../lookup.ts'
import type { Rule } from '../rule.ts'

export const disruptionBudgetProtection: Rule = {
  id: 'disruption-budget-protection',
  severity: 'error',
  title: 'A PodDisruptionBudget of two pods or more keeps one of them.',
  why: 'A budget that lets all pods go at once is none: draining two nodes stops the service. https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
  remediation: 'Say `maxUnavailable: 1`.',
  *check(subject) {
    for (const resource of ofKind(subject, 'PodDisruptionBudget')) {
      const slack = slackOf(subject, resource)
      // Of a single replica nothing can be kept.
      if (!slack || slack.pods < 2 || slack.evictable < slack.pods) continue
      const { field, pods, workload } = slack
      const said =
        field === undefined ? 'Without maxUnavailable' : `With ${field} ${show(at(resource, 'spec', field))}`
      const message = `${said}, all ${pods} pods that ${titleOf(workload)} has at the least may be evicted at once: expected fewer.`
      yield { resource, path: ['spec', ...(field === undefined ? [] : [field])], message }
    }
  },
}
