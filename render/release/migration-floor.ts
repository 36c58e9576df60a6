import type { Release } from '../environment/schema.ts'
import { entryOf, sameBuild } from './entry.ts'
import type { Entry, Floor, Past, Reason } from './types.ts'

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

/**
 * The same of all that an environment ran since it is there: a `git revert` by hand takes back the record of a migration
 * and not the migration. What is recorded of a build last counts, so that a mistake can be corrected.
 *
 * For rollbacks alone: a build that goes on from where such a revert led is no worse than what runs.
 */
export function deepestFloor(release: Release, past: Past): Floor | undefined {
  let deepest = floorOf(release)
  for (const [index, state] of past.entries()) {
    if (Object.keys(state.release.services).length === 0) break
    for (const [service, entry] of Object.entries(state.release.services)) {
      const { contracting } = entry
      if (contracting === undefined || contracting <= (deepest?.migration ?? 0)) continue
      const isSame = (each: Entry | undefined) => each !== undefined && sameBuild(each, entry)
      if (!past.slice(0, index).some((later) => isSame(entryOf(later.release, service))))
        deepest = { service, migration: contracting }
    }
  }
  return deepest
}

/** Why the database as it is now can't serve an entry, if it can't; `from` is what the service runs now. */
export function belowFloor(to: Entry, from: Entry | undefined, floor: Floor | undefined): Reason | undefined {
  if (!floor) return undefined
  if (to.migration === undefined)
    return from?.migration === undefined ? undefined : { code: 'migration-unknown', floor }
  return to.migration < floor.migration ? { code: 'contracted', floor } : undefined
}

/** A database stays contracted: a newer build that no longer says so would let a rollback pass that breaks it. */
export const dropsFloor = (to: Entry, from: Entry | undefined): boolean =>
  (to.contracting ?? 0) < (from?.contracting ?? 0)
