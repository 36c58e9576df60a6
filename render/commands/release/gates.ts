import { type Outcome, wrong } from '../../output/outcome.ts'
import type { Decision, Knowledge } from '../../release/types.ts'
import { saidOf } from './hold-options.ts'
import { definitionOf, pastOf } from './running.ts'
import { isOutcome, type Snapshot } from './snapshot.ts'

/** How closed gates are passed. */
export interface GateOptions {
  readonly override?: boolean
  readonly reason?: string
  readonly now?: Date
}

/**
 * The gates of an environment as bump and promote ask them, for `Knowledge.closed`; nothing if it has none, or if they
 * are overridden.
 *
 * @param from the environment that is promoted from; none if the builds come from elsewhere.
 */
export async function gatesOf(
  snapshot: Snapshot,
  environment: string,
  { override = false, now = new Date() }: GateOptions,
  from?: string,
): Promise<Pick<Knowledge, 'closed'>> {
  const { promotion } = definitionOf(snapshot, environment).environment
  if (!promotion || override) return {}
  // Loads the calendar, and reads the history of the source: only if there is a gate.
  const { closedGates } = await import('../../release/gate.ts')
  const source =
    from === undefined ? undefined : { name: from, past: await pastOf(snapshot.root, snapshot.head, from) }
  return { closed: (service) => closedGates(service, promotion, source, now.getTime()) }
}

/** An override needs a reason, which the history keeps. */
export const wrongOverride = ({ override, reason }: GateOptions): Outcome | undefined =>
  override && reason === undefined ? wrong("--override needs --reason: why this can't wait.") : undefined

/** A reason is of the form that reasons of holds have. */
export function wrongReason(reason: string | undefined): Outcome | undefined {
  const said = reason === undefined ? undefined : saidOf({ reason })
  return said && isOutcome(said) ? said : undefined
}

/** What the commit says of an override. */
export const overrideLines = ({ override, reason }: GateOptions): string[] => [
  ...(override ? ['Promotion gates overridden.'] : []),
  ...(reason === undefined ? [] : [reason]),
]

/** A CI offers every build again: what a hold or a gate keeps back is no failure of its run. */
export const isKeptBack = ({ reason }: Decision): boolean =>
  reason.code === 'held' || reason.code === 'closed'
