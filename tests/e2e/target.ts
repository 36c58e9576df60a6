import type { Context, Need, Tested } from './scenarios/scenario.ts'
import type { Summary } from './summary.ts'

/** A cluster on which scenarios are tried, and what a summary says of it. */
export interface Target {
  readonly context: Omit<Context, keyof Tested | 'keep'>
  readonly offers: readonly Need[]
  readonly subject: Pick<Summary, 'pods' | 'machine' | 'versions'>
  /** After the last scenario. */
  end(context: Context): Promise<void>
}
