import { groupOf } from '../../../kubernetes/resource.ts'
import { nameOf, show } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const uniqueNames: Rule = {
  id: 'unique-names',
  severity: 'error',
  title: 'No two resources of a kind have the same name.',
  why: 'In the cluster they are one resource: at every sync Argo CD applies one over the other and reports the application OutOfSync. https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  remediation: 'Rename or remove one of them.',
  *check({ resources }) {
    const seen = new Set<string>()
    for (const resource of resources) {
      const identity = `${typeof resource.apiVersion === 'string' ? groupOf(resource) : ''}/${resource.kind}/${nameOf(resource)}`
      if (seen.has(identity))
        yield {
          resource,
          path: ['metadata', 'name'],
          message: `Duplicate ${resource.kind} ${show(nameOf(resource))}; rename or remove one.`,
        }
      seen.add(identity)
    }
  },
}
