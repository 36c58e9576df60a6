import type { Holds } from '../environment/schema.ts'
import { isNewer } from './build-order.ts'
import { unknownService } from './bump.ts'
import { decided, entryOf, equal, sameImage } from './entry.ts'
import { heldAfterRollback } from './hold.ts'
import { belowFloor, deepestFloor } from './migration-floor.ts'
import { previous } from './previous.ts'
import type { Decided, Decision, Entry, Knowledge, Past, Running, State } from './types.ts'

export interface RollbackRequest {
  /** The state to go back to; what ran before if none is named. */
  readonly to?: State
  /** Every service of the environment if none are named. */
  readonly services?: readonly string[]
  /** Why, and the last day of the hold (undefined: until it is lifted). */
  readonly reason: string
  readonly until?: string
  /**
   * Only what this environment ran will do, to the last key: for a rollback without a review, because `to` may be any
   * commit that git has, including one of a branch with unreviewed images.
   */
  readonly onlyWhatRan?: boolean
}

/**
 * Decides what becomes of an environment that goes back: each chosen service runs exactly what the target state ran,
 * every other service what it runs now.
 *
 * @returns the decisions, the release, the holds with one more for each service that moved, and the commit of this
 *   repository whose state it goes back to, if there is one. Whether to go on when some are refused is the command's
 *   to decide: half of a rollback may be a pair of services that never ran together.
 */
export function rollback(
  running: Running,
  { to: asked, services: chosen, onlyWhatRan = false, ...said }: RollbackRequest,
  knowledge: Knowledge,
): Decided & { readonly holds: Holds; readonly target?: string } {
  const { release, past, holds } = running
  const services = chosen ?? Object.keys(release.services)
  const target = asked ?? previous(services, release, { past, ...knowledge })
  const decisions = services.map((service): Decision => {
    const decision = decide(service, target, running, knowledge)
    const { action, to } = decision
    return onlyWhatRan && action === 'set' && to && !ran(service, to, past)
      ? { ...decision, action: 'refused', reason: { code: 'never-ran' } }
      : decision
  })
  const moved = decisions.filter(({ action }) => action === 'set').map(({ service }) => service)
  const idle = decisions.every(({ action }) => action === 'unchanged')
  return {
    // Nothing to go back from: someone who asks for a rollback in an emergency must not read this as a success.
    decisions: idle ? decisions.map((each): Decision => ({ ...each, action: 'refused' })) : decisions,
    release: decided(release, decisions),
    holds: moved.length > 0 ? heldAfterRollback(holds, moved, said) : holds,
    ...(target && { target: target.commit }),
  }
}

function decide(
  service: string,
  target: State | undefined,
  { release, past }: Running,
  knowledge: Knowledge,
): Decision {
  const from = entryOf(release, service)
  if (!from) return unknownService(service, { ...knowledge, services: Object.keys(release.services) })
  const refused = { service, action: 'refused', from } as const
  if (!target) return { ...refused, reason: { code: 'nothing-before' } }
  const at = { target: target.commit }
  const to = entryOf(target.release, service)
  if (!to) return { ...refused, reason: { code: 'not-in-target', ...at } }
  if (sameImage(to, from))
    return { service, action: 'unchanged', from, to, reason: { code: 'same-as-target', ...at } }

  if (isNewer(service, to, from, { past, ...knowledge }))
    return { ...refused, to, reason: { code: 'not-back', ...at } }
  const reason = belowFloor(to, from, deepestFloor(release, past))
  if (reason) return { ...refused, to, reason }
  return { service, action: 'set', from, to, reason: { code: 'rolled-back', ...at } }
}

const ran = (service: string, build: Entry, past: Past): boolean =>
  past.some(({ release }) => {
    const entry = entryOf(release, service)
    return entry !== undefined && equal(entry, build)
  })
