import { at, type Resource } from '../kubernetes/resource.ts'
import { selects } from '../kubernetes/selector.ts'
import { podsOf } from './lookup.ts'
import { replicasOf, share } from './replicas.ts'
import type { Subject } from './rule.ts'

/** The workloads whose pods a PodDisruptionBudget selects. An empty selector selects every pod, none at all no pod. */
export function budgeted(subject: Subject, budget: Resource): Resource[] {
  const selector = at(budget, 'spec', 'selector')
  if (selector === undefined || selector === null) return []
  return podsOf(subject)
    .filter(({ labels }) => selects(selector, labels))
    .map(({ resource }) => resource)
}

/** What a budget lets be evicted while a workload runs the fewest pods that it may. */
export interface Slack {
  readonly workload: Resource
  readonly pods: number
  /** How many of them may go at once. */
  readonly evictable: number
  /** The field that says so; nothing if the budget says nothing. */
  readonly field: 'maxUnavailable' | 'minAvailable' | undefined
}

/**
 * The slack of a budget; nothing if it isn't about exactly one workload, or says something else than numbers.
 * Kubernetes rounds both percentages up: https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 */
export function slackOf(subject: Subject, budget: Resource): Slack | undefined {
  const [workload, ...others] = budgeted(subject, budget)
  if (!workload || others.length > 0) return undefined
  const pods = replicasOf(subject, workload).least
  const field = (['maxUnavailable', 'minAvailable'] as const).find(
    (name) => at(budget, 'spec', name) !== undefined,
  )
  if (field === undefined) return { workload, pods, evictable: pods, field }
  const count = share(at(budget, 'spec', field), pods, Math.ceil)
  if (count === undefined) return undefined
  const evictable = field === 'maxUnavailable' ? Math.min(count, pods) : Math.max(0, pods - count)
  return { workload, pods, evictable, field }
}
