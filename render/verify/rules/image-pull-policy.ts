import { at } from '../../kubernetes/resource.ts'
import { allContainers } from '../fields.ts'
import { podsOf, show } from '../lookup.ts'
import type { Rule } from '../rule.ts'

export const imagePullPolicy: Rule = {
  id: 'image-pull-policy',
  severity: 'error',
  title: 'Images are pulled where a node does not have them, and only then.',
  why: 'Tags here never change. With Always a pod can not start while the registry is away; with Never it can not start on a new node. https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy',
  remediation: 'Say IfNotPresent, or nothing: it is the default of a tag other than latest.',
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
