import type { Release } from '../environment/schema.ts'
import { unknownService } from './bump.ts'
import { decided, entryOf } from './entry.ts'
import { evaluate } from './evaluate.ts'
import type { Decided, Decision, Knowledge, Running } from './types.ts'

/** The source commits that a service moves over: those reachable from `to` and not from `from`. */
export interface Range {
  readonly service: string
  readonly from?: string
  readonly to: string
}

/**
 * Decides what becomes of `target` when it is to run exactly what `source` runs: the same images with what is known
 * of them, and nothing else.
 *
 * @param chosen the services; all that the source runs if none are named.
 * @returns with the decisions, the source commits that each promoted service moves over, where they are known.
 */
export function promote(
  source: { readonly name: string; readonly release: Release },
  target: Running,
  chosen: readonly string[] | undefined,
  knowledge: Knowledge,
): Decided & { readonly ranges: readonly Range[] } {
  const runs = Object.keys(source.release.services)
  const decisions = (chosen ?? runs).map((service): Decision => {
    if (!knowledge.services.includes(service)) return unknownService(service, knowledge)
    const wanted = entryOf(source.release, service)
    if (!wanted)
      return {
        service,
        action: 'refused',
        reason: { code: 'not-in-source', source: source.name, known: runs },
      }
    const from = entryOf(target.release, service)
    const decision = { service, ...(from && { from }), ...evaluate(service, wanted, target, knowledge) }
    // Unlike a CI's bump, a promotion is never repeated by accident: going back is intended, and has its own command.
    return decision.reason.code === 'older'
      ? { ...decision, action: 'refused', reason: { code: 'downgrade' } }
      : decision
  })
  return {
    decisions,
    release: decided(target.release, decisions),
    ranges: decisions.flatMap(({ action, service, from, to }) =>
      action === 'set' && to?.commit !== undefined && to.commit !== from?.commit
        ? [{ service, ...(from?.commit !== undefined && { from: from.commit }), to: to.commit }]
        : [],
    ),
  }
}
