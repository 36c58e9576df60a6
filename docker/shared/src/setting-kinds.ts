import type { Setting } from './settings.ts'

/** The same setting, with a value for when the variable is absent. */
export function withDefault<T>(setting: Setting<T>, value: NoInfer<T>): Setting<T> {
  return { ...setting, fallback: { value } }
}

/** The same setting, undefined when the variable is absent. */
export function optional<T>(setting: Setting<T>): Setting<T | undefined> {
  return { ...setting, fallback: { value: undefined } }
}

/** One of a few words. */
export function oneOf<const T extends string>(words: readonly T[]): Setting<T> {
  return {
    expected: `one of ${words.join(', ')}`,
    form: `one-of ${words.join(' ')}`,
    parse: (text) => words.find((word) => word === text) ?? refuse(),
  }
}

/** A whole number from `least` to `most`, both included. */
export function wholeNumber(least: number, most: number): Setting<number> {
  return {
    expected: `a whole number from ${least} to ${most}`,
    form: `number ${least}..${most}`,
    parse: (text) => {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : refuse()
      return value >= least && value <= most ? value : refuse()
    },
  }
}

/** A URL of one of these schemes; a trailing slash is dropped so that paths can be appended. */
export function url(...schemes: readonly string[]): Setting<string> {
  return {
    expected: `a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
    form: `url ${schemes.join(' ')}`,
    parse: (text) => {
      const { protocol, host } = new URL(text)
      return schemes.includes(protocol.slice(0, -1)) && host !== '' ? text.replace(/\/+$/, '') : refuse()
    },
  }
}

/**
 * The same URL, whose path is known: `/mcp`, or `/*` for any. It is held against the manifests before they are deployed;
 * the program itself takes any path.
 */
export function withPath<T>(setting: Setting<T>, path: string): Setting<T> {
  return { ...setting, form: `${setting.form} ${path}` }
}

/** The same setting, whose value is a secret: it comes from a Secret and never from a ConfigMap. */
export function confidential<T>(setting: Setting<T>): Setting<T> {
  return { ...setting, form: 'secret' }
}

/** A secret text of at least `least` characters. */
export function secret(least: number): Setting<string> {
  return {
    expected: `a secret of at least ${least} characters`,
    form: 'secret',
    parse: (text) => (text.length >= least ? text : refuse()),
  }
}

/** Any text that is not empty. */
export function words(what: string): Setting<string> {
  return { expected: what, form: 'text', parse: (text) => text }
}

function refuse(): never {
  throw new Error('not what was expected')
}
