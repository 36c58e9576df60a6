import { at } from '../../../kubernetes/resource.ts'
import { find, ofKind, podsOf, titleOf } from '../../lookup.ts'
import { referencesOf } from '../../references.ts'
import type { Rule } from '../../rule.ts'
import { DASHBOARD_LABEL } from '../monitoring/dashboard.ts'

export const unusedConfig: Rule = {
  id: 'unused-config',
  severity: 'warning',
  needs: ['namespace'],
  title: 'Every ConfigMap except Grafana dashboards is used by a pod.',
  why: 'A change to an unused setting has no effect, and its author looks for the reason elsewhere.',
  remediation: 'Reference it from a pod (envFrom, env or a volume), or remove it.',
  *check(subject) {
    const used = new Set(
      podsOf(subject).flatMap((pod) =>
        referencesOf(pod, 'ConfigMap').map(({ name }) => find(subject, 'ConfigMap', name)),
      ),
    )
    for (const resource of ofKind(subject, 'ConfigMap'))
      if (!used.has(resource) && at(resource, 'metadata', 'labels', DASHBOARD_LABEL) === undefined)
        yield {
          resource,
          path: ['metadata', 'name'],
          message: `No pod references ${titleOf(resource)}.`,
        }
  },
}
