/**
 * The value of a PromQL string: https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals
 *
 * @param literal with its quotes.
 * @returns the text, or what is wrong as a phrase.
 */
export function textOf(literal: string): { text: string } | { wrong: string } {
  const quote = literal.charAt(0)
  if (literal.length < 2 || !literal.endsWith(quote)) return { wrong: 'string literal not terminated' }
  const inner = literal.slice(1, -1)
  if (quote === '`') return { text: inner }
  if (inner.includes('\n')) return { wrong: 'string literal spans lines; use backticks' }
  let wrong: string | undefined
  const text = inner.replaceAll(ESCAPE, (sequence, code: string | undefined) => {
    if (code === undefined || !(code in PLAIN || code === quote || /^[xuU0-7]/.test(code))) {
      wrong ??= `unknown escape ${sequence} in string; write \\${sequence} or use backticks`
      return ''
    }
    if (code in PLAIN || code === quote) return PLAIN[code] ?? code
    const number = Number.parseInt(/^[0-7]/.test(code) ? code : code.slice(1), /^[0-7]/.test(code) ? 8 : 16)
    return number > 0x10ffff ? '' : String.fromCodePoint(number)
  })
  // An escaped quote at the end closes nothing.
  if (/(^|[^\\])(\\\\)*\\$/.test(inner)) return { wrong: 'string literal not terminated' }
  return wrong === undefined ? { text } : { wrong }
}

const ESCAPE = /\\(?:([abfnrtv\\'"]|[0-7]{3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|[\s\S]?)/g

const PLAIN: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
}
