import { at } from '../../kubernetes/resource.ts'
import { slackOf } from '../disruption.ts'
import { ofKind, show, titleOf } from '../lookup.ts'
import type { Rule } from '../rule.ts'

export const disruptionBudgetSlack: Rule = {
  id: 'disruption-budget-slack',
  severity: 'error',
  title: 'Every PodDisruptionBudget leaves a pod that may be evicted.',
  why: 'Where none may go, a node can not be drained, and an upgrade of the cluster hangs or kills the pod at last. https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
  remediation: 'Say `maxUnavailable: 1`, which also lets a single replica go.',
  *check(subject) {
    for (const resource of ofKind(subject, 'PodDisruptionBudget')) {
      const slack = slackOf(subject, resource)
      if (slack?.field === undefined || slack.evictable > 0) continue
      const { field, pods, workload } = slack
      const message = `With ${field} ${show(at(resource, 'spec', field))}, none of the ${pods} pods that ${titleOf(workload)} has at the least may be evicted: expected 1.`
      yield { resource, path: ['spec', field], message }
    }
  },
}
