import { at } from '../../../kubernetes/resource.ts'
import { nameOf, ofKind, show, text } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const externalSecretStore: Rule = {
  id: 'external-secret-store',
  severity: 'error',
  title: 'Every ExternalSecret creates the Secret of its own name, and no two create the same one.',
  why: 'Two ExternalSecrets for one Secret overwrite each other at every refresh. https://external-secrets.io/latest/api/externalsecret/',
  remediation: 'Remove spec.target.name, or rename the ExternalSecret to match it.',
  *check(subject) {
    const seen = new Set<string>()
    for (const resource of ofKind(subject, 'ExternalSecret')) {
      const target = text(at(resource, 'spec', 'target', 'name')) ?? nameOf(resource)
      const path = ['spec', 'target', 'name']
      if (seen.has(target))
        yield {
          resource,
          path,
          message: `Another ExternalSecret already creates the Secret ${show(target)}; remove one.`,
        }
      else if (target !== nameOf(resource))
        yield {
          resource,
          path,
          message: `It creates the Secret ${show(target)}: expected its own name, ${show(nameOf(resource))}.`,
        }
      seen.add(target)
    }
  },
}
