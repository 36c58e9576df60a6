/** A number from a text, always the same: FNV-1a with a last stir, since short texts differ in their low bits only. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** One of several, chosen by a text. */
export const chosen = <T>(from: readonly T[], by: string): T | undefined => from[seedOf(by) % from.length]

/** A word as a hurried hand writes it: a letter lost, doubled, or changed with its neighbour. */
export function misspelt(word: string, by: string): string {
  const letters = [...word.matchAll(/[a-z]/gi)].map(({ index }) => index)
  const place = chosen(letters, by)
  if (place === undefined) return `${word}x`
  const [before, letter, after] = [word.slice(0, place), word.charAt(place), word.slice(place + 1)]
  const next = after.charAt(0)
  const slips = [
    before + after,
    before + letter + letter + after,
    ...(/[a-z]/i.test(next) && next !== letter ? [before + next + letter + after.slice(1)] : []),
  ].filter((slip) => slip !== word && slip !== '')
  return chosen(slips, `${by} slip`) ?? `${word}x`
}
