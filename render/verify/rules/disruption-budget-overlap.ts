import { budgeted } from '../disruption.ts'
import { ofKind, titleOf } from '../lookup.ts'
import type { Rule } from '../rule.ts'

export const disruptionBudgetOverlap: Rule = {
  id: 'disruption-budget-overlap',
  severity: 'error',
  title: 'No pod is selected by two PodDisruptionBudgets.',
  why: 'The API server refuses to evict such a pod, whatever the budgets say, and its node can not be drained. https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/',
  remediation: 'Keep one of the two.',
  *check(subject) {
    const taken = new Map<unknown, string>()
    for (const resource of ofKind(subject, 'PodDisruptionBudget'))
      for (const workload of budgeted(subject, resource)) {
        const other = taken.get(workload)
        taken.set(workload, titleOf(resource))
        if (other === undefined) continue
        const message = `${other} selects the pods of ${titleOf(workload)} as well.`
        yield { resource, path: ['spec', 'selector'], message }
      }
  },
}
