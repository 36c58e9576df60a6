// What a secret looks like in a log line: by its field, or inside free text such as an error's message.
const SHAPES: readonly (readonly [RegExp, string])[] = [
  // Fields of a JSON line that are secret by name, at any depth.
  [
    /"(authorization|cookie|set-cookie|password|password_hash|token|secret|api_?key|connectionString|DATABASE_URL|AUTH_SECRET|OPENAI_API_KEY)":(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\])/gi,
    '"$1":"[redacted]"',
  ],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]+/gi, '$1 [redacted]'],
  [/\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*/gi, '[redacted token]'],
  [/\b(postgres(?:ql)?:\/\/)[^\s"'\\]+/gi, '$1[redacted]'],
  [/\bsk-[A-Za-z0-9_-]{8,}/gi, '[redacted key]'],
]

/**
 * Takes secrets out of a line of text.
 *
 * @param text any text; escaped JSON too
 * @param secrets values known to be secret, taken out wherever they appear, in capitals and small letters alike
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let safe = text
  for (const secret of secrets) safe = safe.replace(anyCase(secret), '[redacted]')
  for (const [shape, replacement] of SHAPES) safe = safe.replace(shape, replacement)
  return safe
}

const patterns = new Map<string, RegExp>()

/** A secret as a pattern; made once, for every line of a log is searched. */
function anyCase(secret: string): RegExp {
  const pattern = patterns.get(secret) ?? new RegExp(secret.replace(/\W/g, '\\$&'), 'gi')
  patterns.set(secret, pattern)
  return pattern
}
