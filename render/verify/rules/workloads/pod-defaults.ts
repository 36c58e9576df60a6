import { at } from '../../../kubernetes/resource.ts'
import { podsOf, show, text } from '../../lookup.ts'
import { referencesOf } from '../../references.ts'
import type { Rule } from '../../rule.ts'

export const podDefaults: Rule = {
  id: 'pod-defaults',
  severity: 'error',
  title: 'Every pod sets enableServiceLinks: false, and an fsGroup if it has volumes.',
  why: 'Kubernetes would set variables such as WEB_PORT for each Service of the namespace, and a program that reads one by coincidence gets a wrong value. Without fsGroup, a volume belongs to root and the program cannot write to it. https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  remediation:
    'Set enableServiceLinks: false, and fsGroup to the value of runAsGroup, as base/shared/restricted does.',
  *check(subject) {
    for (const pod of podsOf(subject)) {
      const { resource, spec, path } = pod
      const links = at(spec, 'enableServiceLinks')
      if (links !== false)
        yield {
          resource,
          path: [...path, 'enableServiceLinks'],
          message: `enableServiceLinks is ${shown(links)}: expected false.`,
        }
      const [group, own] = [at(spec, 'securityContext', 'fsGroup'), at(spec, 'securityContext', 'runAsGroup')]
      if (group !== own)
        yield {
          resource,
          path: [...path, 'securityContext', 'fsGroup'],
          message: `fsGroup is ${shown(group)}: expected ${shown(own)}, the runAsGroup.`,
        }
      const policy = text(at(spec, 'securityContext', 'fsGroupChangePolicy'))
      if (referencesOf(pod, 'PersistentVolumeClaim').length > 0 && policy !== 'OnRootMismatch')
        yield {
          resource,
          path: [...path, 'securityContext', 'fsGroupChangePolicy'],
          message: `fsGroupChangePolicy is ${shown(policy)}, which changes the owner of every file at each start: expected OnRootMismatch.`,
        }
    }
  },
}

const shown = (value: unknown): string => (value === undefined ? 'not set' : show(value))
