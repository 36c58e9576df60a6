import { at, entries } from '../../kubernetes/resource.ts'
import { ofKind } from '../lookup.ts'
import type { Rule } from '../rule.ts'

export const noSecretData: Rule = {
  id: 'no-secret-data',
  severity: 'error',
  title: 'No Secret in git holds data, not even encoded.',
  why: 'Base64 hides nothing: whoever reads the repository, now or in its history, has the secret. https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  remediation:
    'Remove the Secret and change what it held; make it with `npm run secrets`, or take it from a vault with an ExternalSecret.',
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
            message: `The Secret holds ${field}${keys.length > 0 ? ` (${keys.join(', ')})` : ''}: expected none in git.`,
          }
      }
  },
}
