import type { Release } from '../environment/schema.ts'
import { entryOf, sameBuild } from './entry.ts'
import type { Entry, Past, PastState, Relate } from './types.ts'

/** Which way a service went: to an older build, to another one, or to the same (more may be known about it now). */
export type Way = 'back' | 'forward' | 'level'

/** What orders the builds of a service. */
export interface Order {
  readonly past: Past
  readonly relation: Relate
}

/**
 * The way between two entries of a service. The source commits decide; where they can't (one is missing, unknown or
 * unrelated), the build that this environment ran first is the older one.
 */
export function wayOf(service: string, from: Entry, to: Entry, { past, relation }: Order): Way {
  if (sameBuild(from, to)) return 'level'
  const known = from.commit !== undefined && to.commit !== undefined
  const related = known ? relation(to.commit as string, from.commit as string) : 'unknown'
  if (related === 'older') return 'back'
  if (related === 'newer') return 'forward'
  return firstRun(past, service, to) > firstRun(past, service, from) ? 'back' : 'forward'
}

/**
 * Whether a build is known to be newer than another one: by their source commits, or where one isn't recorded, by what
 * this environment ran first. A build that it never ran may be anything.
 */
export function isNewer(service: string, build: Entry, than: Entry, { past, relation }: Order): boolean {
  if (sameBuild(build, than)) return false
  if (build.commit !== undefined && than.commit !== undefined)
    return relation(build.commit, than.commit) === 'newer'
  const first = firstRun(past, service, build)
  return first >= 0 && first < firstRun(past, service, than)
}

/** How many states ago a build first ran; -1 if it never did. */
const firstRun = (past: Past, service: string, build: Entry): number =>
  past.findLastIndex(({ release }) => {
    const entry = entryOf(release, service)
    return entry !== undefined && sameBuild(entry, build)
  })

/**
 * The state in which a service went back, if its newest move was one: by `rollback`, by a plain `git revert` or by
 * hand. A change that moves it nowhere, as when a digest is filled in, is no move; nor is being away, if it comes again
 * as it went. An environment that was removed and comes again with other builds begins anew.
 */
export function rolledBackState(service: string, order: Order): PastState | undefined {
  const { past } = order
  for (let index = 0; index < past.length; ) {
    const state = past[index] as PastState
    const before = past.findIndex(({ release }, at) => at > index && entryOf(release, service) !== undefined)
    const to = entryOf(state.release, service)
    const from = before < 0 ? undefined : entryOf((past[before] as PastState).release, service)
    if (!to || !from) return undefined
    const way = wayOf(service, from, to, order)
    if (way !== 'level')
      return way === 'back' && past.slice(index, before).every(({ release }) => isThere(release))
        ? state
        : undefined
    index = before
  }
  return undefined
}

/** Whether there was an environment: one without any service was removed. */
const isThere = ({ services }: Release): boolean => Object.keys(services).length > 0
