import { setTimeout } from 'node:timers/promises'
import type { NewCommit } from '../tools/git-commit.ts'
import { DeliveryError, type Publisher } from './publisher.ts'

/** What a decision on top of a commit comes to: commits to publish, or none if there is nothing to do. */
export interface Decision {
  readonly commits: readonly NewCommit[]
}

export interface Delivery<D extends Decision> {
  /** The decision that counts: the one made on top of `head`. */
  readonly decision: D
  readonly head: string
  /** The last commit that was published; none if there was nothing to do. */
  readonly commit?: string
  /** How often it was decided; more than once if someone was faster. */
  readonly tries: number
}

/**
 * The first try and ten more. A lost try is someone else's success, so that eight that meet need eight at the worst;
 * more only fail where someone writes without a pause, and a workflow had better say so than wait indefinitely.
 */
const TRIES = 11

/**
 * Decides on top of the newest commit and publishes what was decided. If someone was faster, it all begins again
 * from their commit, up to ten times: nothing is ever forced or rebased, so that no change of another user is lost.
 *
 * @param wait waits for so many milliseconds.
 * @throws {DeliveryError} if someone was faster every time, and what the publisher and the decision throw.
 */
export async function deliver<D extends Decision>(
  publisher: Publisher,
  decide: (head: string) => Promise<D>,
  wait: (milliseconds: number) => Promise<unknown> = setTimeout,
): Promise<Delivery<D>> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const head = await publisher.head()
    const decision = await decide(head)
    if (decision.commits.length === 0) return { decision, head, tries }
    const commit = await publisher.publish(head, decision.commits)
    if (commit !== undefined) return { decision, head, commit, tries }
    if (tries < TRIES) await wait(pause(tries))
  }
  throw new DeliveryError(
    `${publisher.target} moved ${TRIES} times meanwhile; nothing was written. Try again later.`,
  )
}

/** Milliseconds: twice as long each time, and by chance, so that two that met don't meet again. */
const pause = (tries: number): number => Math.random() * Math.min(100 * 2 ** tries, 5_000)
