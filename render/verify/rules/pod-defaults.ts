import { at } from '../../kubernetes/resource.ts'
import { podsOf, show, text } from '../lookup.ts'
import { referencesOf } from '../references.ts'
import type { Rule } from '../rule.ts'

export const podDefaults: Rule = {
  id: 'pod-defaults',
  severity: 'error',
  title: 'No pod gets the addresses of Services as variables, and one with volumes owns them by its group.',
  why: 'For each Service of the namespace Kubernetes would set variables such as WEB_PORT, and a program that reads one by chance reads nonsense. Without fsGroup, a volume belongs to root, and nobody can write. https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  remediation:
    'Say enableServiceLinks: false, and the fsGroup that runAsGroup says, as base/shared/restricted does.',
  *check(subject) {
    for (const pod of podsOf(subject)) {
      const { resource, spec, path } = pod
      const links = at(spec, 'enableServiceLinks')
      if (links !== false)
        yield {
          resource,
          path: [...path, 'enableServiceLinks'],
          message: `enableServiceLinks is ${said(links)}: expected false.`,
        }
      const [group, own] = [at(spec, 'securityContext', 'fsGroup'), at(spec, 'securityContext', 'runAsGroup')]
      if (group !== own)
        yield {
          resource,
          path: [...path, 'securityContext', 'fsGroup'],
          message: `fsGroup is ${said(group)}: expected ${said(own)}, as runAsGroup says.`,
        }
      const policy = text(at(spec, 'securityContext', 'fsGroupChangePolicy'))
      if (referencesOf(pod, 'PersistentVolumeClaim').length > 0 && policy !== 'OnRootMismatch')
        yield {
          resource,
          path: [...path, 'securityContext', 'fsGroupChangePolicy'],
          message: `fsGroupChangePolicy is ${said(policy)}, which walks through the whole volume at each start: expected OnRootMismatch.`,
        }
    }
  },
}

const said = (value: unknown): string => (value === undefined ? 'not set' : show(value))
