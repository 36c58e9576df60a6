/** What a variable must hold: a value of some form, or a key of a Secret. */
export type Expectation = Value | SecretKey

export interface Value {
  /** As the end of `expected ...`. */
  readonly expected: string
  readonly accepts: (value: string) => boolean
}

export interface SecretKey {
  readonly secret: string
  readonly key: string
  readonly optional: boolean
}

/**
 * Reads what a programs.yaml says of a variable: `number 1..300`, `one-of info warn`, `url http https /path` (`/*` for
 * any path, none for none), `text`, `exactly VALUE`, or `secret NAME [KEY] [optional]`, where the key is the variable's
 * own name if nothing else is said.
 *
 * @returns the expectation, or what is wrong with it.
 */
export function expectationOf(variable: string, said: string): Expectation | string {
  const [form = '', ...words] = said.split(' ').filter((word) => word !== '')
  const read = Object.hasOwn(FORMS, form) ? FORMS[form]?.(words, variable) : undefined
  return (
    read ??
    `"${said}" is not a valid description of a variable: expected number 1..9, one-of a b, url http, text, exactly x, or secret NAME.`
  )
}

const FORMS: Readonly<
  Record<string, (words: readonly string[], variable: string) => Expectation | undefined>
> = {
  number: ([range = '']) => {
    const [, least, most] = /^(\d+)\.\.(\d+)$/.exec(range) ?? []
    if (least === undefined || most === undefined) return undefined
    return {
      expected: `a whole number from ${least} to ${most}`,
      accepts: (value) =>
        /^\d{1,9}$/.test(value) && Number(value) >= Number(least) && Number(value) <= Number(most),
    }
  },
  'one-of': (words) =>
    words.length === 0
      ? undefined
      : { expected: `one of ${words.join(', ')}`, accepts: (value) => words.includes(value) },
  url: (words) => {
    const path = words.find((word) => word.startsWith('/'))
    const schemes = words.filter((word) => word !== path)
    if (schemes.length === 0) return undefined
    const which = path === undefined ? ' and has no path' : path === '/*' ? '' : ` and ends with ${path}`
    return {
      expected: `a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}${which}`,
      accepts: (value) => {
        const url = /\s/.test(value) ? null : URL.parse(value)
        const scheme = url?.protocol.slice(0, -1) ?? ''
        const right = path === '/*' || url?.pathname === (path ?? '/')
        // URL accepts `http:host`, which no program reads the same way.
        return right && schemes.includes(scheme) && value.startsWith(`${scheme}://`)
      },
    }
  },
  text: () => ({
    expected: 'a text without spaces',
    accepts: (value) => /^\S+$/.test(value),
  }),
  exactly: (words) => ({
    expected: JSON.stringify(words.join(' ')),
    accepts: (value) => value === words.join(' '),
  }),
  secret: ([secret, ...rest], variable) => {
    const optional = rest.at(-1) === 'optional'
    const [key = variable, ...more] = optional ? rest.slice(0, -1) : rest
    return secret === undefined || more.length > 0 ? undefined : { secret, key, optional }
  },
}
