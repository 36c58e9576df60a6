import type { Line } from '../../output/outcome.ts'

/** What came of a delivery, beside what was decided. */
export interface Result {
  readonly lines: readonly Line[]
  readonly json: Readonly<Record<string, unknown>>
}
