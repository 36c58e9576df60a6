import { distance } from 'fastest-levenshtein'

/**
 * The word of `words` that `word` was most likely meant to be, as the tail of an error message.
 *
 * @returns ` Did you mean "x"?`; else ` Known: a, b, c.` where the list is short; else nothing.
 */
export function suggest(word: string, words: readonly string[]): string {
  const close = nearest(word, words)
  if (close !== undefined) return ` Did you mean "${close}"?`
  if (words.length === 0 || words.length > 15) return ''
  return ` Known: ${[...words].sort().join(', ')}.`
}

/**
 * The nearest of `words` by edit distance.
 *
 * @param most of the edits between the two; about a third of the letters if not given.
 */
export function nearest(
  word: string,
  words: readonly string[],
  most = Math.max(1, Math.floor(word.length / 3)),
): string | undefined {
  const lower = word.toLowerCase()
  const ranked = words
    .map((candidate) => ({ candidate, edits: distance(lower, candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits || (a.candidate < b.candidate ? -1 : 1))
  const best = ranked[0]
  return best && best.edits <= most ? best.candidate : undefined
}
