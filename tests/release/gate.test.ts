import { expect, test } from 'vitest'
import { bump } from '../../render/release/bump.ts'
import { closedGates, type Timed } from '../../render/release/gate.ts'
import { promote } from '../../render/release/promote.ts'
import type { Entry } from '../../render/release/types.ts'
import { build, knowledge, pastOf, release, running } from './builds.ts'

const NOW = Date.parse('2026-11-30T12:00:00Z')
const HOUR = 3600
const [A, B] = [build('a'), build('b')]

/** An environment that came to run these builds of the backend so many hours ago, newest first. */
const source = (...states: readonly (readonly [hoursAgo: number, entry: Entry | undefined])[]) => ({
  name: 'staging',
  past: pastOf(...states.map(([, entry]) => (entry ? { backend: entry } : {}))).map(
    (state, index): Timed => ({
      ...state,
      committed: NOW / 1000 - (states[index] as (typeof states)[number])[0] * HOUR,
    }),
  ),
})
const soak = (from: ReturnType<typeof source>) =>
  closedGates('backend', { from: 'staging', soak: '24h' }, from, NOW)

test('a build soaks from the commit on that brought it, whatever else changed since', () => {
  expect(soak(source([1, B], [2, B], [25, B], [90, A]))).toEqual([])
  expect(soak(source([1, B], [2, B], [90, A]))).toEqual([
    { gate: 'soak', from: 'staging', soak: '24h', until: '2026-12-01T10:00Z' },
  ])
})

test('the minute that is named is open, and the one before is not', () => {
  const from = source([23.999, B])
  const [closed] = soak(from)
  const until = Date.parse((closed as { until: string }).until)
  const at = (now: number) => closedGates('backend', { from: 'staging', soak: '24h' }, from, now)
  expect(at(until)).toEqual([])
  expect(at(until - 60_000)).toHaveLength(1)
})

test('a build that came back soaks anew', () =>
  expect(soak(source([1, A], [30, B], [90, A]))).toMatchObject([{ until: '2026-12-01T11:00Z' }]))

test('a service that left and came back soaks anew', () =>
  expect(soak(source([2, A], [30, undefined], [90, A]))).toMatchObject([{ until: '2026-12-01T10:00Z' }]))

test('only one environment may be promoted from, and a bump comes from none', () => {
  const promotion = { from: 'staging', soak: '1h' }
  expect(closedGates('backend', promotion, { ...source([9, A]), name: 'dev' }, NOW)).toEqual([
    { gate: 'from', from: 'staging' },
  ])
  expect(closedGates('backend', promotion, undefined, NOW)).toEqual([{ gate: 'from', from: 'staging' }])
  expect(closedGates('backend', promotion, source([9, A]), NOW)).toEqual([])
})

test('every closed gate is told', () =>
  expect(
    closedGates(
      'backend',
      {
        from: 'staging',
        soak: '24h',
        windows: [{ days: ['Mon', 'Wed'], from: '09:00', to: '16:00', timezone: 'Europe/Berlin' }],
      },
      source([1, A]),
      NOW,
    ),
  ).toEqual([
    { gate: 'soak', from: 'staging', soak: '24h', until: '2026-12-01T11:00Z' },
    // Open now, and not when the soak ends.
    { gate: 'windows', opens: '2026-12-02T09:00+01:00', timezone: 'Europe/Berlin' },
  ]))

test('a window that is closed now and open when the soak ends is no gate', () =>
  expect(
    closedGates(
      'backend',
      {
        from: 'staging',
        soak: '24h',
        windows: [{ days: ['Tue'], from: '09:00', to: '16:00', timezone: 'Europe/Berlin' }],
      },
      source([1, A]),
      NOW,
    ).map(({ gate }) => gate),
  ).toEqual(['soak']))

const closed = () => [{ gate: 'from', from: 'staging' }] as const
const asked = { ...knowledge, closed }

test('a closed gate refuses what would move, and nothing else', () => {
  expect(bump(running([{ backend: A }]), { backend: B }, asked).decisions).toMatchObject([
    { action: 'refused', to: B, reason: { code: 'closed', closed: closed() } },
  ])
  expect(bump(running([{ backend: B }]), { backend: B }, asked).decisions).toMatchObject([
    { action: 'unchanged' },
  ])
  expect(bump(running([{ backend: A }]), { backend: { ...A, migration: 3 } }, asked).decisions).toMatchObject(
    [{ action: 'set', reason: { code: 'completed' } }],
  )
  expect(
    promote(
      { name: 'staging', release: release({ backend: B }) },
      running([{ backend: A }]),
      undefined,
      asked,
    ).decisions,
  ).toMatchObject([{ action: 'refused', reason: { code: 'closed' } }])
})

test('a hold is told before a gate: it has to be lifted first', () =>
  expect(
    bump(
      running([{ backend: A }], { holds: { environment: { reason: 'Wait for the audit' } } }),
      { backend: B },
      asked,
    ).decisions,
  ).toMatchObject([{ reason: { code: 'held' } }]))

/** `source` with what was reported of its releases, newest first, each as hours ago. */
const reported = (
  from: ReturnType<typeof source>,
  ...statuses: readonly (readonly (readonly [state: 'success' | 'failure' | 'pending', hoursAgo: number])[])[]
) => ({
  ...from,
  releases: from.past.map(({ commit }, index) => ({
    commit,
    statuses: (statuses[index] ?? []).map(([state, hoursAgo], id) => ({
      ...{ id, at: NOW - hoursAgo * HOUR * 1000, commit, state, description: 'Job/smoke-test: exit 1' },
    })),
  })),
})
const healthy = (from: Parameters<typeof closedGates>[2], more = {}) =>
  closedGates('backend', { from: 'staging', healthy: 'required', ...more }, from, NOW)

test('without a record, or before a result, nothing is known to be healthy', () => {
  expect(healthy(source([9, A]))).toEqual([{ gate: 'healthy', from: 'staging', state: 'no-record' }])
  for (const statuses of [[], [['pending', 1]] as const])
    expect(healthy(reported(source([9, A]), statuses), { soak: '4h' })).toEqual([
      { gate: 'healthy', from: 'staging', soak: '4h', state: 'unknown', release: '1'.repeat(40) },
    ])
})

test('what failed has to be healthy again', () => {
  expect(
    healthy(
      reported(source([9, A]), [
        ['success', 8],
        ['failure', 2],
      ]),
    ),
  ).toEqual([
    {
      ...{ gate: 'healthy', from: 'staging', state: 'failed', release: '1'.repeat(40) },
      ...{ at: '2026-11-30T10:00Z', reason: 'Job/smoke-test: exit 1' },
    },
  ])
  expect(
    healthy(
      reported(source([9, A]), [
        ['failure', 2],
        ['success', 1],
      ]),
    ),
  ).toEqual([])
})

test('it soaks from the moment on at which it was healthy, and anew after a failure', () => {
  const soaked = (...statuses: Parameters<typeof reported>[1][]) =>
    healthy(reported(source([9, B], [20, A]), ...statuses), { soak: '4h' })
  expect(soaked([['success', 5]])).toEqual([])
  expect(soaked([['success', 3]])).toMatchObject([{ gate: 'soak', until: '2026-11-30T13:00Z' }])
  expect(
    soaked([
      ['success', 8],
      ['failure', 3],
      ['success', 2],
    ]),
  ).toMatchObject([{ until: '2026-11-30T14:00Z' }])
})

test('a newer release of another service must be healthy too, and its failure begins the soak anew', () => {
  const two = source([3, A], [9, A], [30, B])
  // The newest of the three changed something else.
  expect(healthy(reported(two, [], [['success', 8]]), { soak: '4h' })).toMatchObject([{ state: 'unknown' }])
  expect(healthy(reported(two, [['success', 2]], [['success', 8]]), { soak: '4h' })).toEqual([])
  expect(
    healthy(
      reported(
        two,
        [
          ['failure', 2.5],
          ['success', 2],
        ],
        [['success', 8]],
      ),
      { soak: '4h' },
    ),
  ).toMatchObject([{ gate: 'soak', until: '2026-11-30T14:00Z' }])
  // What ran before the build came has no part in it.
  expect(healthy(reported(two, [['success', 2]], [['success', 8]], [['failure', 29]]))).toEqual([])
})
