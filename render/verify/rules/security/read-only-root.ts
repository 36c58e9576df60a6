import { at } from '../../../kubernetes/resource.ts'
import { allContainers } from '../../fields.ts'
import { podsOf, show } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const readOnlyRoot: Rule = {
  id: 'read-only-root',
  severity: 'error',
  title: 'The root file system of every container is read-only.',
  why: 'With a writable file system, an intruder can install tools, and a program that writes outside its volumes fills the node. The Pod Security Standards do not require this.',
  remediation:
    'Set readOnlyRootFilesystem: true, and mount an emptyDir with a sizeLimit where the program writes.',
  *check(subject) {
    for (const pod of podsOf(subject))
      for (const { title, path, value } of allContainers(pod)) {
        const readOnly = at(value, 'securityContext', 'readOnlyRootFilesystem')
        if (readOnly !== true)
          yield {
            resource: pod.resource,
            path: [...path, 'securityContext', 'readOnlyRootFilesystem'],
            message: `${title} ${readOnly === undefined ? 'does not set' : 'sets'} readOnlyRootFilesystem${readOnly === undefined ? '' : ` to ${show(readOnly)}`}: expected true.`,
          }
      }
  },
}
