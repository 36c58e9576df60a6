import { at } from '../../../kubernetes/resource.ts'
import { objectsOf } from '../../argocd.ts'
import type { Rule } from '../../rule.ts'

export const argocdDeprecated: Rule = {
  id: 'argocd-deprecated',
  severity: 'warning',
  title: 'The AppProject sets no deprecated field.',
  why: 'sourceIntegrity replaced signatureKeys in Argo CD 3.5; the next major version removes the old field, and then syncs unsigned commits. https://argo-cd.readthedocs.io/en/release-3.5/user-guide/gpg-verification/',
  remediation: 'Move the keys to sourceIntegrity.git.policies, and remove signatureKeys.',
  *check(subject) {
    for (const resource of objectsOf(subject, 'AppProject'))
      if (at(resource, 'spec', 'signatureKeys') !== undefined)
        yield {
          resource,
          path: ['spec', 'signatureKeys'],
          message: 'spec.signatureKeys is deprecated: use spec.sourceIntegrity.git.policies.',
        }
  },
}
