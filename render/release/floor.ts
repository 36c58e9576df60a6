import type { Release } from '../environment/schema.ts'
import type { Entry, Floor, Reason } from './types.ts'

/**
 * The newest contracting migration among all that an environment runs. They share one database: an image of any
 * service that doesn't know this migration reads what is no longer there.
 */
export const floorOf = ({ services }: Release): Floor | undefined =>
  Object.entries(services)
    .flatMap(([service, { contracting }]) =>
      contracting === undefined ? [] : [{ service, migration: contracting }],
    )
    .sort((a, b) => b.migration - a.migration)[0]

/** Why the database as it is now can't serve an entry, if it can't; `from` is what the service runs now. */
export function belowFloor(to: Entry, from: Entry | undefined, floor: Floor | undefined): Reason | undefined {
  if (!floor) return undefined
  if (to.migration === undefined)
    return from?.migration === undefined ? undefined : { code: 'migration-unknown', floor }
  return to.migration < floor.migration ? { code: 'contracted', floor } : undefined
}

/** A database stays contracted: a newer build that no longer says so would let a rollback pass that breaks it. */
export const forgetsFloor = (to: Entry, from: Entry | undefined): boolean =>
  (to.contracting ?? 0) < (from?.contracting ?? 0)
