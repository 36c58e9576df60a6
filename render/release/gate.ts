import { Temporal } from 'temporal-polyfill'
import type { EnvironmentDefinition } from '../environment/schema.ts'
import { milliseconds } from './duration.ts'
import { entryOf, sameImage } from './entry.ts'
import type { Closed, Entry, PastState } from './types.ts'
import { openingOf } from './window.ts'

type Promotion = NonNullable<EnvironmentDefinition['promotion']>

/** A state of the source's release, with the moment at which it came to be, in seconds since 1970. */
export type Timed = PastState & { readonly committed: number }

/** Where builds are taken from: an environment with its history, newest first. */
export interface Source {
  readonly name: string
  readonly past: readonly Timed[]
}

/**
 * The gates that keep a service of an environment from moving to another build now; none if all are open. Rollbacks
 * are never asked.
 *
 * @param source the environment that is promoted from; none if the build comes from elsewhere. @param now ms since 1970.
 */
export function closedGates(
  service: string,
  { from, soak, windows }: Promotion,
  source: Source | undefined,
  now: number,
): Closed[] {
  const closed: Closed[] = []
  if (from !== undefined && source?.name !== from) closed.push({ gate: 'from', from })
  if (soak !== undefined && source && source.name === from) {
    const since = runsSince(service, source.past)
    const until = since === undefined ? undefined : since * 1000 + milliseconds(soak)
    if (until !== undefined && until > now)
      closed.push({ gate: 'soak', from: source.name, soak, until: minuteOf(until) })
  }
  if (windows) {
    const { open, ...next } = openingOf(windows, now)
    if (!open) closed.push({ gate: 'windows', ...next })
  }
  return closed
}

/** Since when an environment runs the build of a service that it runs now, in seconds; undefined if it runs none. */
function runsSince(service: string, past: readonly Timed[]): number | undefined {
  let current: Entry | undefined
  let since: number | undefined
  for (const { release, committed } of past) {
    const entry = entryOf(release, service)
    if (!entry || (current && !sameImage(entry, current))) break
    current ??= entry
    since = committed
  }
  return since
}

/** The first whole minute that is not before a moment, in UTC: at that minute the gate is open. */
const minuteOf = (ms: number): string =>
  Temporal.Instant.fromEpochMilliseconds(Math.ceil(ms / 60_000) * 60_000).toString({
    smallestUnit: 'minute',
  })
