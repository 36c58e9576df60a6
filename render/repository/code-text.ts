/** After these a slash starts a regular expression; after any other word it divides. */
const BEFORE_REGEX =
  /^(return|typeof|case|in|of|delete|void|instanceof|new|do|else|yield|await|throw|default|[^\w$)\]}])$/

const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y
const TEXT = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y
const REGEX = /\/(?:[^\\/[\n]|\\.|\[(?:[^\\\]\n]|\\.)*\])+\//y
/** From a backtick, or from the brace that ends an expression, to the next expression or the end. */
const TEMPLATE = /[`}](?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{|$)/y
const WORD = /[\w$\u0080-\uffff]+/y

/**
 * The code of a program as it runs: comments, and what is inside of texts, templates and regular expressions, become
 * blanks, and every other character stays where it is. Expressions inside of templates are code.
 */
export function codeOf(text: string): string {
  let code = ''
  let before = ';'
  /** The braces that are open, innermost last: whether each is that of an expression of a template. */
  const open: boolean[] = []
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = code.length
    return pattern.exec(text)?.[0]
  }
  while (code.length < text.length) {
    const character = text[code.length] as string
    const comment = take(COMMENT)
    if (comment !== undefined) {
      code += blank(comment)
      continue
    }
    const template = character === '`' || (character === '}' && open.at(-1)) ? take(TEMPLATE) : undefined
    if (template !== undefined) {
      if (character === '}') open.pop()
      if (template.endsWith('${')) open.push(true)
      code += character + blank(template.slice(1))
      before = template.endsWith('${') ? '{' : ')'
      continue
    }
    const literal = take(TEXT) ?? (BEFORE_REGEX.test(before) ? take(REGEX) : undefined)
    if (literal !== undefined) {
      code += character + blank(literal.slice(1, -1)) + character
      before = ')'
      continue
    }
    if (character === '{') open.push(false)
    if (character === '}') open.pop()
    const word = take(WORD) ?? character
    code += word
    if (word.trim()) before = word
  }
  return code
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ')
