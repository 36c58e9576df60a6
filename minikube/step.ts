import type { Action, World } from './world.ts'

/** One thing to be in place: how to see whether it is, and what puts it there. */
export interface Step {
  readonly name: string
  /** Whether it belongs to this run; defaults to yes. */
  readonly applies?: (world: World) => boolean
  /** Looks, and changes nothing. @throws {StepError} if the user has to act first. */
  readonly check: (world: World) => Promise<Found>
  /** In their order; each can be killed and repeated. None for a step that only looks. */
  readonly actions?: (world: World) => readonly Action[] | Promise<readonly Action[]>
  /** The steps without which there is nothing to look at yet. */
  readonly needs?: readonly string[]
}

export interface Found {
  readonly done: boolean
  readonly found: string
}

export const done = (found: string): Found => ({ done: true, found })
export const due = (found: string): Found => ({ done: false, found })
