import { redactor } from '../secrets/redact.ts'
import { type Kubectl, KubectlError } from '../tools/kubectl.ts'

/**
 * kubectl whose errors show none of these values, nor those of Secrets that it was asked for: an API server or an
 * admission webhook may quote the whole object that it refuses.
 *
 * @param known names that a message may show.
 */
export function redactedKubectl(
  kubectl: Kubectl,
  values: readonly string[],
  known: readonly string[],
): Kubectl {
  const all = [...values]
  return {
    run: async (args, input) => {
      try {
        const text = await kubectl.run(args, input)
        all.push(...secretDataIn(text))
        return text
      } catch (error) {
        if (!(error instanceof KubectlError)) throw error
        throw new KubectlError(redactor(all, [...known, ...args])(error.message))
      }
    },
  }
}

/** The values of a Secret that kubectl printed as JSON; none in any other text. */
function secretDataIn(text: string): string[] {
  try {
    const { data } = JSON.parse(text) as { data?: Readonly<Record<string, unknown>> }
    return Object.values(data ?? {}).map((value) => Buffer.from(String(value), 'base64').toString())
  } catch {
    return []
  }
}
