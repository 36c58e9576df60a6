import { promote } from '../../release/promote.ts'
import type { Closed, Decision } from '../../release/types.ts'
import { gatesOf } from './gates.ts'
import { definitionOf, type Known, knowledgeOf, runningOf } from './running.ts'

/** What waits to be promoted to an environment, each with why it does not move; or the gates that close it to all. */
export type Waiting = { readonly decisions: readonly Decision[] } | { readonly closed: readonly Closed[] }

/**
 * What a promotion to an environment with gates would come to at a moment; undefined if it has no gates. The health is
 * what git here has of the record.
 *
 * @throws GitError, DeliveryError for a broken record.
 */
export async function waitingFor(snapshot: Known, name: string, now: Date): Promise<Waiting | undefined> {
  const { promotion } = definitionOf(snapshot, name).environment
  if (!promotion) return undefined
  const gates = await gatesOf(snapshot, name, { now }, promotion.from)
  if (promotion.from === undefined) return { closed: gates.closed?.('') ?? [] }
  const [target, knowledge] = await Promise.all([runningOf(snapshot, name), knowledgeOf(snapshot, now)])
  const { decisions } = promote(definitionOf(snapshot, promotion.from), target, undefined, {
    ...knowledge,
    ...gates,
  })
  return { decisions: decisions.filter(({ action }) => action !== 'unchanged') }
}
