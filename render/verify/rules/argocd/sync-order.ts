import { titleOf } from '../../lookup.ts'
import { needsOf } from '../../needs.ts'
import type { Rule, Violation } from '../../rule.ts'
import { isAfter, momentOf, showMoment, WAVE } from '../../waves.ts'

export const syncOrder: Rule = {
  id: 'sync-order',
  severity: 'error',
  title: 'The dependencies of a resource are in the same sync wave or an earlier one.',
  why: 'Argo CD waits until a wave is healthy before it applies the next: a pod that needs a resource of a later wave never starts, and the sync hangs. https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/',
  remediation: `Set an earlier ${WAVE} on the dependency.`,
  *check(subject) {
    const found = new Map<unknown, Violation>()
    for (const needing of subject.resources) {
      const start = momentOf(needing)
      if (!start) continue
      for (const resource of needsOf(subject, needing)) {
        const moment = momentOf(resource)
        // One resource is said once, with the first that waits for it.
        if (!moment || !isAfter(moment, start) || found.has(resource)) continue
        const message = `${titleOf(resource)} is applied in ${showMoment(moment)}, but ${titleOf(needing)} in ${showMoment(start)} needs it: expected no later.`
        found.set(resource, { resource, path: ['metadata', 'annotations', WAVE], message })
      }
    }
    yield* found.values()
  },
}
