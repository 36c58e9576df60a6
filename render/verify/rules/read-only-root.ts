import { at } from '../../kubernetes/resource.ts'
import { allContainers } from '../fields.ts'
import { podsOf, show } from '../lookup.ts'
import type { Rule } from '../rule.ts'

export const readOnlyRoot: Rule = {
  id: 'read-only-root',
  severity: 'error',
  title: 'The root file system of every container is read-only.',
  why: 'An intruder who can write can bring tools along, and what a program writes outside of its volumes fills the node. The Pod Security Standards leave this one to us.',
  remediation:
    'Set readOnlyRootFilesystem: true, and mount an emptyDir with a sizeLimit where the program must write.',
  *check(subject) {
    for (const pod of podsOf(subject))
      for (const { title, path, value } of allContainers(pod)) {
        const said = at(value, 'securityContext', 'readOnlyRootFilesystem')
        if (said !== true)
          yield {
            resource: pod.resource,
            path: [...path, 'securityContext', 'readOnlyRootFilesystem'],
            message: `${title} ${said === undefined ? "doesn't say" : 'has'} readOnlyRootFilesystem${said === undefined ? '' : ` ${show(said)}`}: expected true.`,
          }
      }
  },
}
