import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EnvironmentDefinition } from '../../render/environment/schema.ts'
import { closedGates, passesFrom, type Source } from '../../render/release/gate.ts'
import type { Status } from '../../render/release/status.ts'
import { openingOf } from '../../render/release/window.ts'
import { build, release } from './builds.ts'
import { moment, windows } from './calendars.ts'

type Promotion = NonNullable<EnvironmentDefinition['promotion']>

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** What happened in the source, oldest first; a status is about one of the releases until then, mostly the newest. */
type Event =
  | { readonly what: 'release'; readonly build: 'a' | 'b'; readonly ago: number }
  | { readonly what: 'status'; readonly state: Status['state']; readonly older: number; readonly ago: number }

const ago = fc.integer({ min: 0, max: 60 * 60 * 60 }) // seconds: two days and a half
const events = fc
  .array(
    fc.oneof(
      fc.record({
        what: fc.constant('release' as const),
        build: fc.constantFrom('a' as const, 'b' as const),
        ago,
      }),
      fc.record({
        what: fc.constant('status' as const),
        state: fc.constantFrom(
          'success' as const,
          'success' as const,
          'failure' as const,
          'pending' as const,
        ),
        older: fc.constantFrom(0, 0, 0, 1),
        ago,
      }),
    ),
    { maxLength: 14 },
  )
  .map((all): Event[] => [
    { what: 'release', build: 'a', ago: 61 * 60 * 60 },
    ...all.toSorted((one, other) => other.ago - one.ago),
  ])

const SOAKS = { '1h': HOUR, '24h': 24 * HOUR, '1h30m': 1.5 * HOUR } as const
const promotions = fc
  .record({
    from: fc.constantFrom('staging', 'staging', 'staging', 'dev', undefined),
    healthy: fc.constantFrom('required' as const, undefined),
    soak: fc.constantFrom(...(Object.keys(SOAKS) as (keyof typeof SOAKS)[]), undefined),
    windows: fc.option(windows, { nil: undefined }),
  })
  .map(({ from, healthy, soak, windows: open }) => ({
    ...(from !== undefined && { from, ...(healthy && { healthy }), ...(soak && { soak }) }),
    ...(open && { windows: open }),
  }))

interface Told {
  readonly commit: string
  readonly build: 'a' | 'b'
  readonly at: number
  readonly statuses: Status[]
}

/** The releases of the events, oldest first, each with what was reported of it. */
function told(all: readonly Event[], now: number): Told[] {
  const found: Told[] = []
  for (const [id, event] of all.entries()) {
    const at = now - event.ago * 1000
    const commit = String(found.length).padStart(40, '0')
    if (event.what === 'release') found.push({ commit, build: event.build, at, statuses: [] })
    else {
      const about = found.at(-1 - event.older)
      about?.statuses.push({ id, at, commit: about.commit, state: event.state, description: '' })
    }
  }
  return found
}

const sourceOf = (all: readonly Event[], now: number): Source => {
  const releases = told(all, now).toReversed()
  return {
    name: 'staging',
    past: releases.map(({ commit, build: letter, at }) => ({
      ...{ commit, committed: at / 1000, day: '2026-11-01' },
      release: release({ backend: build(letter) }),
    })),
    releases: releases.map(({ commit, statuses }) => ({ commit, statuses })),
  }
}

/** Whether a promotion may pass at a moment, read event by event and not as the gates do it. */
function mayPass(promotion: Promotion, all: readonly Event[], now: number, at: number): boolean {
  const { from, healthy, soak, windows: open } = promotion
  if (open && !openingOf(open, at).open) return false
  if (from === undefined) return true
  if (from !== 'staging') return false
  const releases = told(all, now)
  const newest = releases.at(-1) as Told
  const other = releases.findLastIndex(({ build: each }) => each !== newest.build)
  const own = releases.slice(other + 1)
  let since = (own[0] as Told).at
  if (healthy) {
    const results = (each: readonly Told[]) =>
      each
        .flatMap(({ statuses }) => statuses)
        .filter(({ state }) => state !== 'pending')
        .sort((one, two) => one.at - two.at || one.id - two.id)
    if (results([newest]).at(-1)?.state !== 'success') return false
    const since_ = results(own).reduce<number | undefined>(
      (good, { state, at: when }) => (state === 'failure' ? undefined : (good ?? when)),
      undefined,
    )
    if (since_ === undefined) return false
    since = Math.max(since, since_)
  }
  return soak === undefined || at - since >= SOAKS[soak as keyof typeof SOAKS]
}

test('no promotion passes a closed gate, and none is refused whose gates are open', () => {
  let [open, refused] = [0, 0]
  fc.assert(
    fc.property(promotions, events, moment, (promotion, all, now) => {
      const closed = closedGates('backend', promotion, sourceOf(all, now), now)
      expect(closed.length === 0).toBe(mayPass(promotion, all, now, now))
      closed.length === 0 ? open++ : refused++
    }),
    { numRuns: 1500 },
  )
  expect(Math.min(open, refused)).toBeGreaterThan(150)
})

test('what is refused passes at the time that is named, and at none before it', () => {
  let named = 0
  fc.assert(
    fc.property(
      promotions,
      events,
      moment,
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      (promotion, all, now, share) => {
        const closed = closedGates('backend', promotion, sourceOf(all, now), now)
        const from = passesFrom(closed)
        if (from === undefined) return
        named++
        const at = Date.parse(from)
        // Nothing happens until then: the source is as it is now.
        const then = (time: number) => closedGates('backend', promotion, sourceOf(all, now), time)
        expect(at).toBeGreaterThan(now)
        expect(then(at)).toEqual([])
        expect(mayPass(promotion, all, now, at)).toBe(true)
        // Times are named in whole minutes.
        const before = Math.floor(now + share * (at - MINUTE - now))
        if (before >= now) expect(mayPass(promotion, all, now, before)).toBe(false)
        if (before >= now) expect(passesFrom(then(before))).toBe(from)
      },
    ),
    { numRuns: 1500 },
  )
  expect(named).toBeGreaterThan(300)
})

test('what names no time passes at none, unless something is reported', () =>
  fc.assert(
    fc.property(
      promotions,
      events,
      moment,
      fc.integer({ min: 1, max: 300 * 24 }),
      (promotion, all, now, hours) => {
        const closed = closedGates('backend', promotion, sourceOf(all, now), now)
        if (closed.length === 0 || passesFrom(closed) !== undefined) return
        expect(mayPass(promotion, all, now, now + hours * HOUR)).toBe(false)
      },
    ),
    { numRuns: 500 },
  ))
