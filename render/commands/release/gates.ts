import { type Outcome, wrong } from '../../output/outcome.ts'
import type { Source } from '../../release/gate.ts'
import { history } from '../../release/history.ts'
import type { Decision, Knowledge } from '../../release/types.ts'
import { type HealthRecord, recordHere, recordOf, statusesAt } from './health-record.ts'
import { holdOptions } from './hold-options.ts'
import { definitionOf, type Known, pastOf } from './running.ts'
import { isOutcome } from './snapshot.ts'

/** How closed gates are passed. */
export interface GateOptions {
  readonly override?: boolean
  readonly reason?: string
  readonly now?: Date
  readonly push?: string | true
  readonly pullRequest?: boolean
  readonly remote?: string
}

/**
 * The gates of an environment as bump and promote ask them, for `Knowledge.closed`; nothing if it has none, or if they
 * are overridden.
 *
 * @param from the environment that is promoted from; none if the builds come from elsewhere.
 */
export async function gatesOf(
  snapshot: Known,
  environment: string,
  { override = false, now = new Date(), ...mode }: GateOptions,
  from?: string,
): Promise<Pick<Knowledge, 'closed'>> {
  const { root, head } = snapshot
  const { promotion } = definitionOf(snapshot, environment).environment
  if (!promotion || override) return {}
  // Loads the calendar, and reads the history of the source: only if there is a gate.
  const { closedGates } = await import('../../release/gate.ts')
  const record = () => (mode.push || mode.pullRequest ? recordOf(root, mode.remote) : recordHere(root))
  const source =
    from === undefined ? undefined : await sourceOf(root, head, from, promotion.healthy && (await record()))
  return { closed: (service) => closedGates(service, promotion, source, now.getTime()) }
}

/** An environment that is promoted from, as gates look at it; with what was reported of it, if there is a record. */
export async function sourceOf(
  root: string,
  head: string,
  name: string,
  record: HealthRecord,
): Promise<Source> {
  const past = await pastOf(root, head, name)
  if (!record) return { name, past }
  // Which way a build went has no part in this.
  const brought = history(past, () => 'unknown').map(({ commit }) => commit)
  const statuses = await statusesAt(root, head, record.get(name) ?? [], brought)
  return {
    name,
    past,
    releases: brought.map((commit) => ({ commit, statuses: statuses.get(commit) ?? [] })),
  }
}

/** An override needs a reason, which the history keeps. */
export const wrongOverride = ({ override, reason }: GateOptions): Outcome | undefined =>
  override && reason === undefined
    ? wrong("--override: requires --reason; say why this can't wait.")
    : undefined

/** A reason is of the form that reasons of holds have. */
export function wrongReason(reason: string | undefined): Outcome | undefined {
  const checked = reason === undefined ? undefined : holdOptions({ reason })
  return checked && isOutcome(checked) ? checked : undefined
}

const OVERRIDDEN = 'Promotion gates overridden.'

/** Whether the message of a commit says that it passed closed gates. */
export const recordsOverride = (message: string): boolean => message.split('\n').includes(OVERRIDDEN)

/** What the commit says of an override. */
export const overrideLines = ({ override, reason }: GateOptions): string[] => [
  ...(override ? [OVERRIDDEN] : []),
  ...(reason === undefined ? [] : [reason]),
]

/** A CI offers every build again: what a hold or a gate keeps back is no failure of its run. */
export const isKeptBack = ({ reason }: Decision): boolean =>
  reason.code === 'held' || reason.code === 'closed'
