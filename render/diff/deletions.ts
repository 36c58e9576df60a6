import { becomesHook, type Change, keptBy } from './change.ts'
import type { Deletions } from './model.ts'

/**
 * What a change removes against what it may remove; a resource that becomes a hook is one that Argo CD removes. The
 * budget is the new one, raised in the same pull request by whoever means it; for an environment that is removed as a
 * whole it is the old one, which takes a pull request before.
 */
export function deletionsOf(change: Change): Deletions {
  const gone = change.removed.filter((resource) => !keptBy(change, resource))
  const removed = gone.length + change.pairs.filter(becomesHook).length
  const budget = (change.after ?? change.before)?.deletionBudget ?? 0
  if (removed <= budget) return { removed, budget, exceeded: false }
  const file = `environments/${change.name}/environment.yaml`
  return {
    removed,
    budget,
    exceeded: true,
    remediation: change.after
      ? `If all of this is to go, set \`deletionBudget: ${removed}\` in ${file} in this pull request, and take it out again after.`
      : `If the whole environment is to go, merge \`deletionBudget: ${removed}\` in ${file} first, in a pull request of its own; then remove the environment.`,
  }
}
