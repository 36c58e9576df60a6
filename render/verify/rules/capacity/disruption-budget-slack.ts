import { at } from '../../../kubernetes/resource.ts'
import { slackOf } from '../../disruption.ts'
import { ofKind, show, titleOf } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const disruptionBudgetSlack: Rule = {
  id: 'disruption-budget-slack',
  severity: 'error',
  title: 'Every PodDisruptionBudget allows at least one eviction.',
  why: 'If no pod may be evicted, a node cannot be drained, and a cluster upgrade hangs or finally kills the pod. https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
  remediation: 'Set `maxUnavailable: 1`, which also allows a single replica to be evicted.',
  *check(subject) {
    for (const resource of ofKind(subject, 'PodDisruptionBudget')) {
      const slack = slackOf(subject, resource)
      if (slack?.field === undefined || slack.evictable > 0) continue
      const { field, pods, workload } = slack
      const message = `With ${field} ${show(at(resource, 'spec', field))}, none of the ${pods} pods that ${titleOf(workload)} has at minimum scale may be evicted: expected 1.`
      yield { resource, path: ['spec', field], message }
    }
  },
}
