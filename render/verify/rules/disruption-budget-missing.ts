import { at } from '../../kubernetes/resource.ts'
import { budgeted } from '../disruption.ts'
import { ofKind, show, titleOf } from '../lookup.ts'
import { replicasOf } from '../replicas.ts'
import type { Rule } from '../rule.ts'

export const disruptionBudgetMissing: Rule = {
  id: 'disruption-budget-missing',
  severity: 'error',
  title:
    'Every Deployment and every StatefulSet of several pods has a PodDisruptionBudget, and every budget says what it keeps.',
  why: 'Without one, draining a node may take all replicas of a service at once. https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  remediation: 'Add pod-disruption-budget.yaml beside the workload, with `maxUnavailable: 1`.',
  *check(subject) {
    const budgets = ofKind(subject, 'PodDisruptionBudget')
    const covered = new Set(budgets.flatMap((budget) => budgeted(subject, budget)))
    for (const resource of ofKind(subject, 'Deployment', 'StatefulSet'))
      if (
        !covered.has(resource) &&
        (resource.kind === 'Deployment' || replicasOf(subject, resource).greatest > 1)
      )
        yield {
          resource,
          path: ['metadata', 'name'],
          message: `No PodDisruptionBudget selects the pods of ${titleOf(resource)}: expected one.`,
        }
    for (const resource of budgets) {
      const said = at(resource, 'spec', 'maxUnavailable') ?? at(resource, 'spec', 'minAvailable')
      if (said === undefined || said === null)
        yield {
          resource,
          path: ['spec', 'maxUnavailable'],
          message: 'The budget keeps nothing: expected maxUnavailable or minAvailable.',
        }
      const policy = at(resource, 'spec', 'unhealthyPodEvictionPolicy')
      if (policy !== 'AlwaysAllow')
        yield {
          resource,
          path: ['spec', 'unhealthyPodEvictionPolicy'],
          message: `unhealthyPodEvictionPolicy is ${policy === undefined ? 'not set' : show(policy)}: expected AlwaysAllow, or a pod that never becomes ready keeps its node from being drained.`,
        }
    }
  },
}
