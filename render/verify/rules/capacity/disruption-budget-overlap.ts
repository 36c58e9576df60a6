import { budgeted } from '../../disruption.ts'
import { ofKind, titleOf } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const disruptionBudgetOverlap: Rule = {
  id: 'disruption-budget-overlap',
  severity: 'error',
  title: 'No pod is selected by two PodDisruptionBudgets.',
  why: 'The API server refuses to evict such a pod whatever the budgets allow, and its node cannot be drained. https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/',
  remediation: 'Remove one of the two.',
  *check(subject) {
    const taken = new Map<unknown, string>()
    for (const resource of ofKind(subject, 'PodDisruptionBudget'))
      for (const workload of budgeted(subject, resource)) {
        const other = taken.get(workload)
        taken.set(workload, titleOf(resource))
        if (other === undefined) continue
        const message = `${other} also selects the pods of ${titleOf(workload)}.`
        yield { resource, path: ['spec', 'selector'], message }
      }
  },
}
