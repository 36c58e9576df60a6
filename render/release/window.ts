import { Temporal } from 'temporal-polyfill'
import type { PromotionWindow } from '../environment/schema.ts'

/** Of the weekdays as Temporal counts them, from 1. */
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** A window that stays closed for longer than a year is one that was meant to be removed. */
const SEARCHED_DAYS = 400

/** Whether changes may pass, and else from when on. */
export type Opening =
  | { readonly open: true }
  | {
      readonly open: false
      /** When the next window opens, ISO 8601 with its offset; none if none opens within 400 days. */
      readonly opens?: string
      readonly timezone?: string
    }

/**
 * How some windows stand at a moment. A window begins on each of its days, and ends on the next one if `to` is not
 * after `from`. A time that clocks skip counts as the one that they show instead, of a time that they show twice the
 * first counts: https://tc39.es/proposal-temporal/docs/timezone.html#ambiguity-due-to-dst-or-other-time-zone-offset-changes
 *
 * @param now ms since 1970. @throws {RangeError} for a time zone that isn't one.
 */
export function openingOf(windows: readonly PromotionWindow[], now: number): Opening {
  let next: Temporal.ZonedDateTime | undefined
  for (const window of windows)
    for (const { start, end } of spansOf(window, now)) {
      if (end.epochMilliseconds <= now) continue
      if (start.epochMilliseconds <= now) return { open: true }
      if (!next || start.epochMilliseconds < next.epochMilliseconds) next = start
      break // spans of one window come in order
    }
  return next
    ? {
        open: false,
        opens: next.toString({ timeZoneName: 'never', smallestUnit: 'minute' }),
        timezone: next.timeZoneId,
      }
    : { open: false }
}

interface Span {
  readonly start: Temporal.ZonedDateTime
  /** Not part of it. */
  readonly end: Temporal.ZonedDateTime
}

/** The spans of a window that may hold a moment or come after it, in order. */
function* spansOf({ days, from, to, timezone, except = [] }: PromotionWindow, now: number): Generator<Span> {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone).toPlainDate()
  for (let ahead = -1; ahead <= SEARCHED_DAYS; ahead++) {
    const date = today.add({ days: ahead })
    if (!days.includes(DAYS[date.dayOfWeek - 1] as (typeof DAYS)[number])) continue
    if (except.includes(date.toString())) continue
    const at = (day: Temporal.PlainDate, plainTime: string) =>
      day.toZonedDateTime({ timeZone: timezone, plainTime })
    const overnight = to <= from
    const start = at(date, from)
    const end =
      to === '24:00' ? at(date.add({ days: 1 }), '00:00') : at(overnight ? date.add({ days: 1 }) : date, to)
    // All of it may be skipped by the clocks.
    if (start.epochMilliseconds < end.epochMilliseconds) yield { start, end }
  }
}
