import type { Change, Pair } from '../change.ts'
import type { Risk } from '../model.ts'

/** Finds one kind of risk in the change of an environment. */
export type RiskRule = (change: Change, restarts: readonly Pair[]) => readonly Risk[]
