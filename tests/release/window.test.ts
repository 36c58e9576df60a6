import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PromotionWindow } from '../../render/environment/schema.ts'
import { openingOf } from '../../render/release/window.ts'
import { moment, windows } from './calendars.ts'

const BERLIN: PromotionWindow = {
  days: ['Mon', 'Tue', 'Wed', 'Thu'],
  from: '09:00',
  to: '16:00',
  timezone: 'Europe/Berlin',
}
const at = (time: string): number => Date.parse(time)
const opening = (window: Partial<PromotionWindow>, time: string) =>
  openingOf([{ ...BERLIN, ...window }], at(time))

test.each<[string, string, string | undefined]>([
  ['as it opens', '2026-11-30T09:00:00+01:00', undefined],
  ['a millisecond before', '2026-11-30T08:59:59.999+01:00', '2026-11-30T09:00+01:00'],
  ['a millisecond before it closes', '2026-11-30T15:59:59.999+01:00', undefined],
  ['as it closes', '2026-11-30T16:00:00+01:00', '2026-12-01T09:00+01:00'],
  ['on Thursday evening', '2026-12-03T18:00:00+01:00', '2026-12-07T09:00+01:00'],
  ['before clocks go forward at the weekend', '2026-03-27T12:00:00+01:00', '2026-03-30T09:00+02:00'],
  ['before clocks go back at the weekend', '2026-10-23T12:00:00+02:00', '2026-10-26T09:00+01:00'],
  ['before a leap day', '2028-02-28T16:00:00+01:00', '2028-02-29T09:00+01:00'],
  ['over the end of a year', '2026-12-31T16:00:00+01:00', '2027-01-04T09:00+01:00'],
])('%s', (_, time, opens) =>
  expect(opening({}, time)).toEqual(
    opens ? { open: false, opens, timezone: 'Europe/Berlin' } : { open: true },
  ),
)

test.each<[string, Partial<PromotionWindow>, string, string | undefined]>([
  [
    'overnight, after midnight of the day after',
    { days: ['Sun'], from: '22:00', to: '04:00' },
    '2026-11-30T03:59:00+01:00',
    undefined,
  ],
  [
    'overnight, before its day',
    { days: ['Mon'], from: '22:00', to: '04:00' },
    '2026-11-30T03:59:00+01:00',
    '2026-11-30T22:00+01:00',
  ],
  ['until midnight', { to: '24:00' }, '2026-11-30T23:59:59+01:00', undefined],
  ['until midnight, at midnight', { to: '24:00' }, '2026-12-01T00:00:00+01:00', '2026-12-01T09:00+01:00'],
  [
    'from and to are equal: a day long',
    { days: ['Mon'], from: '09:00', to: '09:00' },
    '2026-12-01T08:59:00+01:00',
    undefined,
  ],
  [
    'a day that is left out',
    { except: ['2026-12-01'] },
    '2026-11-30T16:00:00+01:00',
    '2026-12-02T09:00+01:00',
  ],
  [
    'a day that is left out closes the night that begins on it',
    { days: ['Sun'], from: '22:00', to: '04:00', except: ['2026-11-29'] },
    '2026-11-30T03:00:00+01:00',
    '2026-12-06T22:00+01:00',
  ],
  // On 29 March 2026 clocks go from 02:00 to 03:00.
  [
    'opens at a time that clocks skip',
    { days: ['Sun'], from: '02:30', to: '05:00' },
    '2026-03-29T01:45:00+01:00',
    '2026-03-29T03:30+02:00',
  ],
  [
    'lies in the hour that clocks skip',
    { days: ['Sun'], from: '02:10', to: '02:40' },
    '2026-03-29T01:30:00+01:00',
    '2026-03-29T03:10+02:00',
  ],
  // On 25 October 2026 clocks go from 03:00 to 02:00.
  [
    'opens at a time that clocks show twice',
    { days: ['Sun'], from: '02:30', to: '05:00' },
    '2026-10-25T02:00:00+02:00',
    '2026-10-25T02:30+02:00',
  ],
  [
    'stays open through the hour that clocks show twice',
    { days: ['Sun'], from: '02:30', to: '05:00' },
    '2026-10-25T02:15:00+01:00',
    undefined,
  ],
])('%s', (_, window, time, opens) =>
  expect(opening(window, time)).toEqual(
    opens ? { open: false, opens, timezone: 'Europe/Berlin' } : { open: true },
  ),
)

test('of several windows the one that opens first counts, whatever its time zone', () =>
  expect(
    openingOf(
      [BERLIN, { ...BERLIN, timezone: 'Asia/Tokyo' }, { ...BERLIN, timezone: 'America/New_York' }],
      at('2026-11-29T20:00:00Z'),
    ),
  ).toEqual({ open: false, opens: '2026-11-30T09:00+09:00', timezone: 'Asia/Tokyo' }))

test('windows that overlap are open as long as one is', () =>
  expect(
    openingOf([BERLIN, { ...BERLIN, from: '15:00', to: '18:00' }], at('2026-11-30T17:59:00+01:00')),
  ).toEqual({ open: true }))

test('no window opens', () =>
  expect(
    opening(
      {
        days: ['Mon'],
        except: Array.from({ length: 60 }, (_, week) =>
          new Date(at('2026-11-30') + week * 604_800_000).toISOString().slice(0, 10),
        ),
      },
      '2026-11-29T12:00:00Z',
    ),
  ).toEqual({ open: false }))

test('what is refused passes at the time that is named, and at no time before it', () => {
  fc.assert(
    fc.property(
      windows,
      moment,
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      (all, now, share) => {
        const found = openingOf(all, now)
        if (found.open || !found.opens) return
        const opens = at(found.opens)
        expect(opens).toBeGreaterThan(now)
        expect(openingOf(all, opens)).toEqual({ open: true })
        expect(openingOf(all, Math.min(opens - 1, Math.floor(now + share * (opens - now))))).toEqual(found)
      },
    ),
    { numRuns: 300 },
  )
})

test('an open window agrees with the clock on the wall', () => {
  fc.assert(
    fc.property(windows, moment, (all, now) => {
      const shows = all.map(({ days, from, to, timezone, except }) => {
        const parts = new Intl.DateTimeFormat('en-CA', {
          timeZone: timezone,
          hourCycle: 'h23',
          weekday: 'short',
          year: 'numeric',
          month: '2-digit',
          day: '2-digit',
          hour: '2-digit',
          minute: '2-digit',
        }).formatToParts(now)
        const part = (type: string) => parts.find((each) => each.type === type)?.value.replace('.', '') ?? ''
        return {
          days,
          from,
          to,
          except,
          time: `${part('hour')}:${part('minute')}`,
          day: part('weekday'),
          date: `${part('year')}-${part('month')}-${part('day')}`,
          offset: timezone,
        }
      })
      const byDay = shows.some(
        ({ days, from, to, except, time, day, date }) =>
          from < to &&
          (days as string[]).includes(day) &&
          !except.includes(date) &&
          from <= time &&
          time < to,
      )
      const overnight = shows.some(({ from, to }) => to <= from)
      if (!overnight && !changesNear(now, all)) expect(openingOf(all, now).open).toBe(byDay)
    }),
    { numRuns: 300 },
  )
})

/** Whether some clock is changed within a day: what a wall shows then is ambiguous. */
const changesNear = (now: number, all: readonly PromotionWindow[]): boolean =>
  all.some(({ timezone }) => {
    const offset = (time: number) =>
      new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' })
        .format(time)
        .split(', ')[1]
    return new Set([-1, 0, 1].map((day) => offset(now + day * 86_400_000))).size > 1
  })
