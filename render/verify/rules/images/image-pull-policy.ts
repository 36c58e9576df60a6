import { at } from '../../../kubernetes/resource.ts'
import { allContainers } from '../../fields.ts'
import { podsOf, show } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const imagePullPolicy: Rule = {
  id: 'image-pull-policy',
  severity: 'error',
  title: 'Images are pulled only if the node does not have them.',
  why: 'Tags here never change. With Always, a pod cannot start while the registry is unavailable; with Never, it cannot start on a new node. https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy',
  remediation: 'Set IfNotPresent, or remove the field: it is the default for any tag but latest.',
  *check(subject) {
    for (const pod of podsOf(subject))
      for (const { title, path, value } of allContainers(pod)) {
        const policy = at(value, 'imagePullPolicy') ?? undefined
        if (policy !== undefined && policy !== 'IfNotPresent')
          yield {
            resource: pod.resource,
            path: [...path, 'imagePullPolicy'],
            message: `${title} has imagePullPolicy ${show(policy)}: expected IfNotPresent.`,
          }
      }
  },
}
