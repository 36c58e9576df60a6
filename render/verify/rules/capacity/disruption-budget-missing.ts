import { at, type Resource } from '../../../kubernetes/resource.ts'
import { budgeted } from '../../disruption.ts'
import { ofKind, show, titleOf } from '../../lookup.ts'
import { replicasOf } from '../../replicas.ts'
import type { Rule, Subject } from '../../rule.ts'

export const disruptionBudgetMissing: Rule = {
  id: 'disruption-budget-missing',
  severity: 'error',
  title:
    'Every Deployment but one of a single pod, and every StatefulSet with several, has a PodDisruptionBudget with minAvailable or maxUnavailable.',
  why: 'Without one, draining a node can evict all replicas of a service at once. https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  remediation: 'Add pod-disruption-budget.yaml next to the workload, with `maxUnavailable: 1`.',
  *check(subject) {
    const budgets = ofKind(subject, 'PodDisruptionBudget')
    const covered = new Set(budgets.flatMap((budget) => budgeted(subject, budget)))
    for (const resource of ofKind(subject, 'Deployment', 'StatefulSet'))
      if (
        !covered.has(resource) &&
        (replicasOf(subject, resource).greatest > 1 || mayHaveSeveral(subject, resource))
      )
        yield {
          resource,
          path: ['metadata', 'name'],
          message: `No PodDisruptionBudget selects the pods of ${titleOf(resource)}; add one.`,
        }
    for (const resource of budgets) {
      const limit = at(resource, 'spec', 'maxUnavailable') ?? at(resource, 'spec', 'minAvailable')
      if (limit === undefined || limit === null)
        yield {
          resource,
          path: ['spec', 'maxUnavailable'],
          message: 'The budget protects nothing; set maxUnavailable or minAvailable.',
        }
      const policy = at(resource, 'spec', 'unhealthyPodEvictionPolicy')
      if (policy !== 'AlwaysAllow')
        yield {
          resource,
          path: ['spec', 'unhealthyPodEvictionPolicy'],
          message: `unhealthyPodEvictionPolicy is ${policy === undefined ? 'not set' : show(policy)}: expected AlwaysAllow; otherwise a pod that never becomes ready blocks the draining of its node.`,
        }
    }
  },
}

/**
 * Where a Deployment doesn't say how many pods it has, an environment may; what the API server fills in is one, and a
 * budget is of no help to that.
 */
const mayHaveSeveral = ({ limitRanges }: Subject, workload: Resource): boolean =>
  workload.kind === 'Deployment' && at(workload, 'spec', 'replicas') === undefined && !limitRanges
