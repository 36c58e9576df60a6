import { oneLine } from '../../text/safe.ts'

/**
 * Words that mean nothing to Markdown or GitHub. Everything else in a sentence, names and values above all, becomes
 * code, where no HTML, no link, no mention and no reference comes to life.
 */
const WORD = /^\(?[A-Za-z0-9]+(['’-][A-Za-z]+)*[.,:;!?)]{0,2}$/

/** GitHub links these to an issue even without a sign: GH-1. */
const REFERENCE = /^\(?gh-?\d/i

/**
 * A sentence as Markdown. Text between two backticks, as steps have for commands, is one piece of code; a backtick
 * that comes from a value can only make code of more words.
 */
export const prose = (text: string): string =>
  oneLine(text)
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? code(part.slice(1, -1)) : words(part)))
    .reduce(apart, '')

/** Two pieces of code that touch would be one, with another fence. */
const apart = (before: string, next: string): string =>
  before.endsWith('`') && next.startsWith('`') ? `${before} ${next}` : before + next

const words = (text: string): string =>
  text
    .split(/( +)/)
    .map((word) => {
      if (word === '' || word.startsWith(' ')) return word
      // Brackets around a name and a full stop behind it belong to the sentence.
      const [, start = '', inner = word, end = ''] = /^(\(?)(.+?)([.,:;)]*)$/.exec(word) ?? []
      return WORD.test(word) && !REFERENCE.test(word) ? word : `${start}${code(inner)}${end}`
    })
    .join('')

/** A code span: its fence is longer than any backticks within. https://spec.commonmark.org/0.31.2/#code-spans */
export function code(text: string): string {
  const safe = oneLine(text)
  const fence = fenceFor(safe, 1)
  const pad = safe.startsWith('`') || safe.endsWith('`') || safe.trim() === '' ? ' ' : ''
  return `${fence}${pad}${safe}${pad}${fence}`
}

/** Backticks that close at nothing in `text`, at least so many. */
export const fenceFor = (text: string, least: number): string =>
  '`'.repeat(Math.max(least, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)))

/**
 * The name of an environment where code can't stand or pipes would end it: in HTML and in tables. The schema allows
 * nothing else, but a name in a pull request hasn't always passed it.
 */
export const plainName = (name: string): string => name.replace(/[^a-zA-Z0-9._/-]/g, '?') || '?'
