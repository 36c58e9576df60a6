import type { Resource } from '../kubernetes/resource.ts'
import { secretForms } from './secret-forms.ts'
import type { Result } from './try-all.ts'

/** Results whose texts show no value of a Secret: a condition or an answer may quote one. */
export function hideSecrets(results: readonly Result[], secrets: readonly Resource[]): Result[] {
  // The longest first: a URL that holds a password goes as a whole.
  const forms = secretForms(secrets)
    .flatMap((each) => each.forms)
    .sort((a, b) => b.length - a.length)
  return results.map((result) => ({
    ...result,
    seen: forms.reduce((text, form) => text.replaceAll(form, '[redacted]'), result.seen),
  }))
}
