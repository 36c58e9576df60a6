const MARKUP = Symbol('markup')

/** Text that is markup already. Only this file makes it, so that nothing from outside can pass for it. */
export interface Markup {
  readonly [MARKUP]: string
}

type Part = Markup | string | number | false | undefined | readonly Part[]

/** A template of HTML. What is put in is escaped, unless it is markup itself; lists are joined, false is nothing. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  [MARKUP]: texts.map((text, index) => text + show(parts[index])).join(''),
})

/** Text of our own that is no HTML and stands in it as it is: a style sheet, a script. */
export const verbatim = (text: string): Markup => ({ [MARKUP]: text })

/** The finished text of some markup. */
export const toText = (markup: Markup): string => markup[MARKUP]

/** Puts markup between the items of a list. */
export const joined = (items: readonly Part[], between: Markup | string): Markup =>
  html`${items.map((item, index) => (index === 0 ? item : [between, item]))}`

function show(part: Part): string {
  if (part === undefined || part === false) return ''
  if (typeof part === 'string') return escaped(part)
  if (typeof part === 'number') return String(part)
  return isMarkup(part) ? part[MARKUP] : part.map(show).join('')
}

const isMarkup = (part: Markup | readonly Part[]): part is Markup => MARKUP in part

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * Escapes text for an element or a quoted attribute. Invisible characters (control characters, those that
 * change the direction of what follows, halves of surrogate pairs) are spelt out, as in `\u{202e}`: they could make
 * a name look like another one.
 */
export const escaped = (text: string): string =>
  text
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string)
    .replace(
      /(?![\t\n])[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Cs}/gu,
      (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`,
    )
