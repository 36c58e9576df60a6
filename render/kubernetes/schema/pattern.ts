const known = new Map<string, RegExp>()

/**
 * A pattern of a schema, compiled once. Kubernetes reads them as Go does (RE2): flags stand in the pattern, groups have
 * names with a P, and some classes and anchors have names of their own.
 *
 * https://github.com/google/re2/wiki/Syntax
 *
 * @throws {SyntaxError} if Go doesn't read it, or if it says something that JavaScript can't.
 */
export function expressionOf(pattern: string): RegExp {
  let expression = known.get(pattern)
  if (!expression) {
    const strange = NOT_IN_GO.exec(pattern.replaceAll('\\\\', '··'))
    if (strange) throw new SyntaxError(`Go's regular expressions have no ${strange[0]}`)
    const [, before = '', flags = '', rest = pattern] = LEADING_FLAGS.exec(pattern) ?? []
    expression = new RegExp(translated(`${before}${rest}`), flags + (/\\[pP]/.test(rest) ? 'u' : ''))
    known.set(pattern, expression)
  }
  return expression
}

/** Looking ahead and behind, and referring back to what a group has matched. */
const NOT_IN_GO = /\(\?<?[=!]|\\[1-9]|\\k/

const LEADING_FLAGS = /^(\^|\\A|)\(\?([ims]+)\)(.*)$/s

const CLASSES: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
}

/** Token by token, so that a backslash keeps what follows it. */
const translated = (pattern: string): string =>
  pattern.replace(
    /\\[pP](?!\{)(\w)|\\Q(.*?)(?:\\E|$)|\\([\s\S])|\(\?P<|\[:(\w+):\]/g,
    (token, category, quoted, escaped, name) => {
      if (category) return `${token.slice(0, 2)}{${category}}`
      if (quoted !== undefined) return (quoted as string).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      if (escaped === 'A') return '^'
      if (escaped === 'z') return '$'
      if (token === '(?P<') return '(?<'
      return CLASSES[name as string] ?? token
    },
  )
