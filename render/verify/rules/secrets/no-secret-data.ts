import { at, entries } from '../../../kubernetes/resource.ts'
import { ofKind } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const noSecretData: Rule = {
  id: 'no-secret-data',
  severity: 'error',
  title: 'No Secret in git contains data, encoded or not.',
  why: 'Base64 is not encryption: everyone who can read the repository or its history has the secret. https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  remediation:
    'Remove the Secret and rotate its values; create it with `npm run secrets`, or from a vault with an ExternalSecret.',
  *check(subject) {
    for (const resource of ofKind(subject, 'Secret'))
      for (const field of ['data', 'stringData']) {
        const value = at(resource, field) ?? undefined
        const keys = entries(value).map(([key]) => key)
        const empty = typeof value === 'object' && Object.keys(value).length === 0
        if (value !== undefined && !empty)
          yield {
            resource,
            path: [field],
            message: `The Secret contains ${field}${keys.length > 0 ? ` (${keys.join(', ')})` : ''}; remove it from git.`,
          }
      }
  },
}
