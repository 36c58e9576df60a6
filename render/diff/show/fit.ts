/**
 * GitHub's limit for the text of a comment: 65,536 Unicode code points as its error message and its pull requests
 * count them, or four times as many bytes, as comments were seen to be counted. Code points satisfy both.
 */
export const GITHUB_LIMIT = 65_536

/** The length of a text in code points, the unit that GitHub counts. */
export function lengthOf(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/**
 * The lines that fit into `room` code points, each with its line break, from the first on.
 *
 * @param rest says how many are missing; its line fits too.
 */
export function fitLines(
  lines: readonly string[],
  room: number,
  rest: (missing: number) => string,
): readonly string[] {
  const lengths = lines.map((line) => lengthOf(line) + 1)
  if (lengths.reduce((sum, each) => sum + each, 0) <= room) return lines
  const reserved = lengthOf(rest(lines.length)) + 1
  let used = reserved
  let count = 0
  while (count < lines.length && used + (lengths[count] as number) <= room) used += lengths[count++] as number
  return reserved > room ? [] : [...lines.slice(0, count), rest(lines.length - count)]
}

/** Shares room among those who want some: the small ones get all they want, the large ones the same each. */
export function shares(wanted: readonly number[], room: number): number[] {
  const result = wanted.map(() => 0)
  let left = Math.max(0, room)
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] as number) - (wanted[b] as number))
  for (const [done, index] of order.entries()) {
    const share = Math.min(wanted[index] as number, Math.floor(left / (order.length - done)))
    result[index] = share
    left -= share
  }
  return result
}
