/**
 * What is wrong with a value that a ConfigMap hands to a program: nothing between the file and the program reads it.
 * kustomize takes a line of an env file from its first `=` on as it is
 * (https://github.com/kubernetes-sigs/kustomize/issues/4525), and Kubernetes expands `$(NAME)` in `env`, `command` and
 * `args` alone (https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/).
 *
 * @returns a phrase; nothing if the value is right.
 */
export const settingFlaw = (value: string): string | undefined =>
  quoteFlaw(value) ?? referenceFlaw(value) ?? spaceFlaw(value)

/**
 * Quotes around a whole value, and half of them. JSON that is a map or a list begins with a bracket; the words of a
 * Content-Security-Policy need their quotes; and several quoted words are left to the program that splits them.
 */
export function quoteFlaw(value: string): string | undefined {
  const plain = value.trim()
  const [first, last] = [plain.charAt(0), plain.charAt(plain.length - 1)]
  const count = (quote: string): number => plain.replaceAll(/\\./g, '').split(quote).length - 1
  if (plain.length > 1 && first === last && `"'\``.includes(first) && count(first) === 2)
    return POLICY_WORD.test(plain) ? undefined : `the quotes ${first} are part of the value`
  if (/^[“”„‘’‚«»].*[“”‘’«»]$/su.test(plain)) return `the quotes ${first}${last} are part of the value`
  for (const quote of ['"', "'"])
    if ((first === quote || last === quote) && count(quote) === 1)
      return `it has one quote ${quote}, which is part of the value`
  return undefined
}

/** https://www.w3.org/TR/CSP3/#grammardef-keyword-source */
const POLICY_WORD =
  /^'(none|self|unsafe-(inline|eval|hashes)|wasm-unsafe-eval|strict-dynamic|report-sample|(nonce|sha256|sha384|sha512)-[\w+/=-]+)'$/

function referenceFlaw(value: string): string | undefined {
  const found = /\$\([A-Za-z_][\w.-]*\)/.exec(value) ?? shellReference(value)
  return found ? `${found[0]} is not expanded, and part of the value` : undefined
}

/**
 * As shells and Compose write a variable. Small letters and dots are for programs that replace them themselves. Without
 * braces only as the whole value: `$` is a character like any other elsewhere.
 */
export const shellReference = (value: string): RegExpExecArray | null =>
  /\$\{[A-Z_][A-Z0-9_]*(:?[-=?+][^}]{0,200})?\}/.exec(value) ?? /^\$[A-Z_][A-Z0-9_]*$/.exec(value.trim())

/** On one line: values of several lines, such as certificates, end with a line break. */
function spaceFlaw(value: string): string | undefined {
  const line = value.replace(/\n$/, '')
  if (line.includes('\n')) return undefined
  const comment = /\s#(\s.*)?$/.exec(line)
  if (comment) return `the comment ${JSON.stringify(comment[0].trim())} is part of the value`
  if (line !== value) return 'the line break at its end is part of the value'
  return /^\s|\s$/.test(value) ? 'the space around it is part of the value' : undefined
}
