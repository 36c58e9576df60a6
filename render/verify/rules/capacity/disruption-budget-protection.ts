import { at } from '../../../kubernetes/resource.ts'
import { slackOf } from '../../disruption.ts'
import { ofKind, show, titleOf } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const disruptionBudgetProtection: Rule = {
  id: 'disruption-budget-protection',
  severity: 'error',
  title: 'A PodDisruptionBudget for two or more pods keeps at least one available.',
  why: 'A budget that allows all pods to be evicted at once protects nothing: draining two nodes stops the service. https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
  remediation: 'Set `maxUnavailable: 1`.',
  *check(subject) {
    for (const resource of ofKind(subject, 'PodDisruptionBudget')) {
      const slack = slackOf(subject, resource)
      // Of a single replica nothing can be kept.
      if (!slack || slack.pods < 2 || slack.evictable < slack.pods) continue
      const { field, pods, workload } = slack
      const setting =
        field === undefined ? 'Without maxUnavailable' : `With ${field} ${show(at(resource, 'spec', field))}`
      const message = `${setting}, all ${pods} pods that ${titleOf(workload)} has at minimum scale may be evicted at once: expected fewer.`
      yield { resource, path: ['spec', ...(field === undefined ? [] : [field])], message }
    }
  },
}
