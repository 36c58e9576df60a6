import { groupOf } from '../../kubernetes/resource.ts'
import { nameOf, show } from '../lookup.ts'
import type { Rule } from '../rule.ts'

export const uniqueNames: Rule = {
  id: 'unique-names',
  severity: 'error',
  title: 'No two resources of a kind have the same name.',
  why: 'In the cluster they are one: Argo CD applies the one and then the other over it, at every sync, and calls the application out of sync. https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  remediation: 'Give one of them another name, or remove it.',
  *check({ resources }) {
    const seen = new Set<string>()
    for (const resource of resources) {
      const identity = `${typeof resource.apiVersion === 'string' ? groupOf(resource) : ''}/${resource.kind}/${nameOf(resource)}`
      if (seen.has(identity))
        yield {
          resource,
          path: ['metadata', 'name'],
          message: `There is another ${resource.kind} called ${show(nameOf(resource))}: expected one.`,
        }
      seen.add(identity)
    }
  },
}
