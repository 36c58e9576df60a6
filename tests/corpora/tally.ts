import type { Thrown } from './foreign.ts'

/** What came of one corpus. */
export interface Tally {
  /** How many cases ran. */
  readonly cases: number
  /** Those that the corpus calls wrong, and of them those that a rule found; nothing if it calls none so. */
  readonly wrong?: number
  readonly caught?: number
  /** Those where rules and corpus say the same, of those that say anything. */
  readonly agreed?: number
  /** Those whose check is deliberately none of ours, or that are on the list of differences with a reason. */
  readonly left?: number
  /** Rules that failed instead of finding something. */
  readonly thrown: readonly (Thrown & { readonly file: string })[]
  /** Disagreements without a reason, a line each: none is allowed. */
  readonly open: readonly string[]
}

/** The numbers of a tally, as counts.json has them. */
export const countsOf = ({ cases, wrong, caught, agreed, left, thrown }: Tally) => ({
  cases,
  ...(wrong !== undefined && { wrong, caught }),
  ...(agreed !== undefined && { agreed, left }),
  thrown: thrown.length,
})

export type Counts = Readonly<Record<string, ReturnType<typeof countsOf>>>
