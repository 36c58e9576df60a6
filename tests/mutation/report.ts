import { shownName } from '../../render/verify/verify.ts'
import { type Harmless, harmlessWhy } from './harmless.ts'
import { classOf, type Mutation } from './mutation.ts'
import { OPERATORS } from './operators.ts'
import type { Draw } from './sample.ts'
import type { Verdict } from './trial.ts'

/** A mutation, whether anybody would refuse it, and what the rules say. */
export interface Trial extends Draw {
  readonly harmless: Harmless | undefined
  readonly verdict: Verdict
}

/** Judges every draw. @throws what a rule throws, which none of them may. */
export const tried = (draws: readonly Draw[]): Trial[] =>
  draws.map((draw) => ({
    ...draw,
    harmless: harmlessWhy(draw.mutation),
    verdict: draw.laboratory.judge(draw.mutation),
  }))

/** A warning lets the change pass, so it catches nothing. */
export const isCaught = ({ verdict }: Trial): boolean => verdict.errors.length > 0

/** Whether the schema takes it, so that only knowledge of this system can refuse it. */
export const isPlausible = ({ verdict }: Trial): boolean =>
  !verdict.errors.some(({ rule }) => rule === 'schema')

export interface Count {
  readonly made: number
  readonly caught: number
}

export const countOf = (trials: readonly Trial[]): Count => ({
  made: trials.length,
  caught: trials.filter(isCaught).length,
})

/** How many of each operator's mistakes are caught, without the harmless ones. */
export const countsByOperator = (trials: readonly Trial[]): { id: string; title: string; count: Count }[] =>
  OPERATORS.map(({ id, title }) => ({
    id,
    title,
    count: countOf(trials.filter(({ mutation }) => mutation.operator === id)),
  }))

/** In whole tenths of a percent, rounded down: 99.96 % is not all of them. */
export const percent = ({ made, caught }: Count): string => `${Math.floor((1000 * caught) / made) / 10} %`

/** A mutation as reports name it: its class, then which one it was. */
export const lineOf = (mutation: Mutation): string => {
  const { site, edit } = mutation
  return `${classOf(mutation)} | ${site.environment} ${shownName(site.resource)}: ${edit.detail}`
}
