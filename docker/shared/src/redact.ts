// What a secret looks like inside free text, such as an error's message.
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]+/gi, '$1 [redacted]'],
  [/\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*/g, '[redacted token]'],
  [/\b(postgres(?:ql)?:\/\/)[^\s"'\\]+/gi, '$1[redacted]'],
  [/\bsk-[A-Za-z0-9_-]{8,}/g, '[redacted key]'],
]

/**
 * Takes secrets out of a line of text.
 *
 * @param text any text; escaped JSON too
 * @param secrets values known to be secret, taken out wherever they appear
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let safe = text
  for (const secret of secrets) safe = safe.replaceAll(secret, '[redacted]')
  for (const [shape, replacement] of SHAPES) safe = safe.replace(shape, replacement)
  return safe
}

/** Log fields that are never written, at the top and one level down. */
export const SECRET_FIELDS: readonly string[] = [
  'authorization',
  'cookie',
  '["set-cookie"]',
  'password',
  'token',
  'secret',
  'apiKey',
  'connectionString',
  'DATABASE_URL',
  'AUTH_SECRET',
  'OPENAI_API_KEY',
].flatMap((field) => {
  const child = field.startsWith('[') ? field : `.${field}`
  return [field, `*${child}`, `*.headers${child}`, `headers${child}`]
})
