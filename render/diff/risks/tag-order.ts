import parse from 'semver/functions/parse.js'

/**
 * Whether tag `now` is older than tag `then`; false if that isn't known.
 *
 * Tags that differ in numbers only are ordered by these, as people count: `rc9` before `rc10`, which semver would order
 * as text, and also `1.9`, `v9` and dates, which are no semantic versions. All others by the order of semantic versions
 * (https://semver.org/#spec-item-11).
 */
export function isOlderTag(then: string, now: string): boolean {
  const [before, after] = [countedPart(then), countedPart(now)]
  if (before !== undefined && after !== undefined && differInNumbersOnly(before, after))
    return firstDifference(numbersIn(before), numbersIn(after)) < 0
  const [from, to] = [parse(then), parse(now)]
  return from !== null && to !== null && to.compare(from) < 0
}

/** A date alone, since a commit's id may follow it; else a tag that begins like a version. */
const countedPart = (tag: string): string | undefined =>
  /^20\d{2}-\d{2}-\d{2}(?!\d)/.exec(tag)?.[0] ?? (/^(v\d|\d+\.\d)/.test(tag) ? tag : undefined)

/** Numbers of which one begins with a zero, as 02 and 30, count together if they are equally long. */
const differInNumbersOnly = (a: string, b: string): boolean => {
  const others = numbersIn(b)
  const comparable = numbersIn(a).every((number, index) => {
    const other = others[index] ?? ''
    return number.length === other.length || ![number, other].some((each) => /^0\d/.test(each))
  })
  return comparable && wordsOf(a) === wordsOf(b)
}

const wordsOf = (tag: string): string => tag.replace(/^v/, '').replace(/\d+/g, '0')

const numbersIn = (tag: string): string[] => tag.match(/\d+/g) ?? []

/** Negative if `after` is less. */
function firstDifference(before: readonly string[], after: readonly string[]): number {
  const index = before.findIndex((number, at) => number !== after[at])
  return index < 0 ? 0 : Number(after[index]) - Number(before[index])
}
