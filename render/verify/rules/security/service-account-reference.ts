import { find, podsOf, show, suggestName } from '../../lookup.ts'
import { referencesOf } from '../../references.ts'
import type { Rule } from '../../rule.ts'

export const serviceAccountReference: Rule = {
  id: 'service-account-reference',
  severity: 'error',
  title: 'Every ServiceAccount that a pod references exists.',
  why: 'The API server rejects the pod: the workload has no pods, and the sync waits for it. https://kubernetes.io/docs/concepts/security/service-accounts/',
  remediation:
    'Reference a ServiceAccount of this environment, or add service-account.yaml next to the workload.',
  *check(subject) {
    // Every namespace has the account "default".
    for (const pod of podsOf(subject))
      for (const { name, path } of referencesOf(pod, 'ServiceAccount'))
        if (name !== '' && name !== 'default' && !find(subject, 'ServiceAccount', name))
          yield {
            resource: pod.resource,
            path,
            message: `ServiceAccount ${show(name)} not found.${suggestName(subject, 'ServiceAccount', name)}`,
          }
  },
}
