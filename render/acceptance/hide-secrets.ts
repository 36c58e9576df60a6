import type { Resource } from '../kubernetes/resource.ts'
import type { Result } from './evaluate-criteria.ts'
import { secretForms } from './secret-forms.ts'

/** Redacts values of Secrets in results: a condition or an answer may quote one. */
export function hideSecrets(results: readonly Result[], secrets: readonly Resource[]): Result[] {
  // The longest first, so that a URL that contains a password is replaced as a whole.
  const forms = secretForms(secrets)
    .flatMap((each) => each.forms)
    .sort((a, b) => b.length - a.length)
  return results.map((result) => ({
    ...result,
    seen: forms.reduce((text, form) => text.replaceAll(form, '[redacted]'), result.seen),
  }))
}
