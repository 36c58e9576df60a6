import type { Holds } from '../environment/schema.ts'
import { rolledBackState } from './build-order.ts'
import { inOrder, named } from './entry.ts'
import type { Hold, Knowledge, Relate, Running } from './types.ts'

type Said = NonNullable<Holds['environment']>

/**
 * The hold that keeps a service where it is today, or nothing.
 *
 * Someone's word comes first: a hold of the environment, then one of the service, each until the end of its last day.
 * A service that went back is held without a word as well, because a plain `git revert` writes none. It is not where
 * that way back was lifted, nor where the service's own hold outlived it and has ended since: then someone decided
 * how long. A hold that had ended before says nothing about it.
 */
export function holdOf(
  service: string,
  { holds, past }: Pick<Running, 'holds' | 'past'>,
  { today, relation }: Pick<Knowledge, 'today' | 'relation'>,
): Hold | undefined {
  const inForce = ({ until }: Said) => until === undefined || today <= until
  if (holds.environment && inForce(holds.environment)) return { kind: 'environment', ...holds.environment }
  const own = named(holds.services, service)
  if (own && inForce(own)) return { kind: 'service', ...own }

  const back = rolledBackState(service, { past, relation })
  if (!back || named(holds.lifted, service) === back.commit) return undefined
  const endedSince = own?.until !== undefined && own.until >= back.day
  return endedSince ? undefined : { kind: 'went-back', commit: back.commit }
}

/** The holds with one more, or with another reason or end: of a service, or of the environment if none is named. */
export function hold(holds: Holds, service: string | undefined, said: Said): Holds {
  if (service === undefined) return tidy({ ...holds, environment: said })
  return tidy({ ...holds, services: { ...holds.services, [service]: said } })
}

/**
 * The holds after one was lifted: that of the environment if no service is named (its services may be held for
 * themselves), else everything that holds this service alone. A way back is remembered as lifted by its commit, so
 * that the next one holds again.
 */
export function lift(
  { holds, past }: Pick<Running, 'holds' | 'past'>,
  service: string | undefined,
  relation: Relate,
): Holds {
  const { environment, ...rest } = holds
  if (service === undefined) return tidy(rest)
  const back = rolledBackState(service, { past, relation })
  return tidy({
    ...holds,
    services: without(holds.services, [service]),
    lifted: { ...without(holds.lifted, [service]), ...(back && { [service]: back.commit }) },
  })
}

/** The holds that a rollback leaves: one for each service that it moved. What was lifted before is past. */
export const heldAfterRollback = (holds: Holds, services: readonly string[], said: Said): Holds =>
  tidy({
    ...holds,
    services: { ...holds.services, ...Object.fromEntries(services.map((service) => [service, said])) },
    lifted: without(holds.lifted, services),
  })

const without = <T>(map: Readonly<Record<string, T>> = {}, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(map).filter(([name]) => !names.includes(name)))

/** In the order in which they are written, and no empty map. */
function tidy({ environment, services = {}, lifted = {} }: Holds): Holds {
  return {
    ...(environment && { environment }),
    ...(Object.keys(services).length > 0 && { services: inOrder(services) }),
    ...(Object.keys(lifted).length > 0 && { lifted: inOrder(lifted) }),
  }
}
