import { Temporal } from 'temporal-polyfill'
import type { EnvironmentDefinition } from '../environment/schema.ts'
import { milliseconds } from './duration.ts'
import { entryOf, sameImage } from './entry.ts'
import { healthOf } from './health.ts'
import { byTime, type Status } from './status.ts'
import type { Closed, Entry, PastState } from './types.ts'
import { openingOf } from './window.ts'

type Promotion = NonNullable<EnvironmentDefinition['promotion']>

/** A state of the source's release, with the moment at which it came to be, in seconds since 1970. */
export type Timed = PastState & { readonly committed: number }

/** Where builds are taken from: an environment with its history, newest first. */
export interface Source {
  readonly name: string
  readonly past: readonly Timed[]
  /** The commits that brought a release, newest first, each with what was reported of it; none without a record. */
  readonly releases?: readonly Released[]
}

export interface Released {
  readonly commit: string
  readonly statuses: readonly Status[]
}

/**
 * The gates that keep a service of an environment from moving to another build now; none if all are open. Rollbacks
 * are never asked. While a build soaks, windows are those of the time at which it has: what has passed until then
 * doesn't count.
 *
 * @param source the environment that is promoted from; none if the build comes from elsewhere. @param now ms since 1970.
 */
export function closedGates(
  service: string,
  promotion: Promotion,
  source: Source | undefined,
  now: number,
): Closed[] {
  const { from, windows } = promotion
  const closed: Closed[] = []
  let asked = now
  if (from !== undefined && source?.name !== from) closed.push({ gate: 'from', from })
  else if (source) {
    const found = ofSource(service, promotion, source, now)
    if (found) closed.push(found.closed)
    asked = found?.until ?? now
  }
  if (windows) {
    const { open, ...next } = openingOf(windows, asked)
    if (!open) closed.push({ gate: 'windows', ...next })
  }
  return closed
}

/** From when on all gates are open, ISO 8601, of those that are closed now; none if no clock opens one of them. */
export function passesFrom(closed: readonly Closed[]): string | undefined {
  const times = closed.map((each) =>
    each.gate === 'soak' ? each.until : each.gate === 'windows' ? each.opens : undefined,
  )
  // Windows come last, and are those of the time at which the soak ends.
  return times.includes(undefined) ? undefined : times.at(-1)
}

/** The gate of the source that is closed, and when it opens if that is known, in ms since 1970. */
function ofSource(
  service: string,
  { healthy, soak }: Promotion,
  source: Source,
  now: number,
): { readonly closed: Closed; readonly until?: number } | undefined {
  const came = arrival(service, source.past)
  if (!came) return undefined
  const from = source.name
  const health = healthy ? healthSince(came.commit, source.releases) : undefined
  if (health?.closed)
    return { closed: { gate: 'healthy', from, ...(soak !== undefined && { soak }), ...health.closed } }
  if (soak === undefined) return undefined
  const soaked = Math.max(came.committed * 1000, health?.since ?? 0) + milliseconds(soak)
  if (soaked <= now) return undefined
  const until = wholeMinute(soaked)
  return { closed: { gate: 'soak', from, soak, until: minuteOf(until) }, until }
}

/** The state that brought the build of a service that runs now; undefined if none does. */
function arrival(service: string, past: readonly Timed[]): Timed | undefined {
  let current: Entry | undefined
  let came: Timed | undefined
  for (const state of past) {
    const entry = entryOf(state.release, service)
    if (!entry || (current && !sameImage(entry, current))) break
    current ??= entry
    came = state
  }
  return came
}

type Unhealthy = Pick<Extract<Closed, { gate: 'healthy' }>, 'state' | 'release' | 'at' | 'reason'>

/**
 * Since when an environment has been healthy with a build, in ms since 1970, or why it isn't: what runs now must be, and
 * a failure of any release since the build came begins the count anew.
 *
 * @param came the commit that brought the build.
 */
function healthSince(
  came: string,
  releases: readonly Released[] | undefined,
): { readonly since?: number; readonly closed?: Unhealthy } {
  if (!releases) return { closed: { state: 'no-record' } }
  const own = releases.slice(0, releases.findIndex(({ commit }) => commit === came) + 1)
  const release = own[0]?.commit
  const newest = healthOf(own[0]?.statuses ?? [])
  const all = healthOf(own.flatMap(({ statuses }) => statuses).toSorted(byTime))
  if (newest?.state !== 'success' || all?.since === undefined) {
    const failed = newest?.state === 'failure' ? newest : all?.state === 'failure' ? all : undefined
    return {
      closed: {
        state: failed ? 'failed' : 'unknown',
        ...(release !== undefined && { release }),
        ...(failed && { at: minuteOf(failed.at) }),
        ...(failed?.reason && { reason: failed.reason }),
      },
    }
  }
  return { since: all.since }
}

/** The first whole minute that is not before a moment. */
const wholeMinute = (ms: number): number => Math.ceil(ms / 60_000) * 60_000

/** The same in UTC, ISO 8601: at that minute the gate is open. */
const minuteOf = (ms: number): string =>
  Temporal.Instant.fromEpochMilliseconds(wholeMinute(ms)).toString({ smallestUnit: 'minute' })
