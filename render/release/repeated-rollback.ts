import type { Holds } from '../environment/schema.ts'
import { type Order, rolledBackState } from './build-order.ts'
import { named } from './entry.ts'
import type { PastState, Running } from './types.ts'

/** A service that went back already, for the very reason for which it is asked to. */
export interface Again {
  readonly service: string
  readonly state: PastState
}

/**
 * Finds a service that a rollback asks to go back once more: it did, it hasn't moved since, and what that rollback
 * wrote as its hold is what this one would write. So it is the same call, repeated because the caller missed how the first
 * one ended, and it must not go back twice.
 */
export function again(
  services: readonly string[],
  { holds, past }: Pick<Running, 'holds' | 'past'>,
  said: NonNullable<Holds['environment']>,
  relation: Order['relation'],
): Again | undefined {
  for (const service of services) {
    const own = named(holds.services, service)
    if (own?.reason !== said.reason || own.until !== said.until) continue
    const state = rolledBackState(service, { past, relation })
    if (state) return { service, state }
  }
  return undefined
}
