import type { Entry } from '../../render/release/types.ts'
import type { Model } from './oracle/model.ts'

/** What a CI built of one service from a source commit of this repository. */
export interface Build {
  readonly service: string
  readonly entry: Entry & { readonly commit: string; readonly digest: string }
}

/** How often something came to be so: a test of what never happens tests nothing. */
export type Tally = Record<string, number>

export function count({ tally }: Pick<World, 'tally'>, what: string): void {
  tally[what] = (tally[what] ?? 0) + 1
}

/** A repository that a history is played in, and what the test itself knows of it. */
export interface World {
  readonly root: string
  /** For whatever else needs a place; all histories of one process share it. */
  readonly scratch: string
  /** Whether commands push to a remote; else they commit on the branch that is checked out. */
  readonly pushes: boolean
  readonly services: readonly string[]
  readonly environments: readonly string[]
  readonly builds: Build[]
  readonly model: Model
  readonly tally: Tally
  /** How far the database's migrations are, and the newest one that took something away. */
  migration: number
  contracting: number
  /** Days since the first commit. */
  day: number
  /** Counts what needs a name of its own. */
  serial: number
}

/** Noon, so that no time zone makes another day of it. */
export const dateOf = (day: number): Date => new Date(Date.UTC(2026, 0, 1 + day, 12))

export const dayText = (day: number): string => dateOf(day).toISOString().slice(0, 10)

/** The element that a number means, whatever the number. */
export const at = <T>(list: readonly T[], number: number): T => list[number % list.length] as T
