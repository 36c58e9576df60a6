import { find, podsOf, show, suggestName } from '../../lookup.ts'
import { referencesOf } from '../../references.ts'
import type { Rule } from '../../rule.ts'

export const claimReference: Rule = {
  id: 'claim-reference',
  severity: 'error',
  title: 'Every PersistentVolumeClaim that a pod mounts exists.',
  why: 'The pod stays Pending indefinitely. https://kubernetes.io/docs/concepts/storage/persistent-volumes/#claims-as-volumes',
  remediation: 'Reference a PersistentVolumeClaim of this environment, or add one next to the workload.',
  *check(subject) {
    for (const pod of podsOf(subject))
      for (const { name, path } of referencesOf(pod, 'PersistentVolumeClaim'))
        if (!find(subject, 'PersistentVolumeClaim', name))
          yield {
            resource: pod.resource,
            path,
            message: `PersistentVolumeClaim ${show(name)} not found.${suggestName(subject, 'PersistentVolumeClaim', name)}`,
          }
  },
}
