import { at } from '../../../kubernetes/resource.ts'
import { budgeted } from '../../disruption.ts'
import { nearestLabels } from '../../labels.ts'
import { ofKind, podsOf, show, titleOf } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const disruptionBudgetSelector: Rule = {
  id: 'disruption-budget-selector',
  severity: 'error',
  title: 'Every PodDisruptionBudget selects the pods of exactly one workload.',
  why: 'A budget that selects no workload protects nothing; one that selects several counts their replicas together. https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  remediation: 'Select by the labels of one workload.',
  *check(subject) {
    for (const resource of ofKind(subject, 'PodDisruptionBudget')) {
      const workloads = budgeted(subject, resource)
      if (workloads.length === 1) continue
      const selector = at(resource, 'spec', 'selector')
      const message =
        workloads.length === 0
          ? `No pod is selected by ${show(selector)}.${nearestLabels(at(selector, 'matchLabels'), podsOf(subject))}`
          : `It selects the pods of ${workloads.map(titleOf).join(', ')}; select those of one workload.`
      yield { resource, path: ['spec', 'selector'], message }
    }
  },
}
