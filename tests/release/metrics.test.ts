import { expect, test } from 'vitest'
import { history } from '../../render/release/history.ts'
import { type Dated, type Metrics, metricsOf, type Period } from '../../render/release/metrics.ts'
import type { Entry } from '../../render/release/types.ts'
import { bare, build, pastOf, relation } from './builds.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const [A, B, C, D] = [build('a'), build('b'), build('c'), build('d')]

/** The releases, oldest first, each with the hour at which it was committed. */
const entriesOf = (
  ...states: readonly (readonly [at: number, services: Readonly<Record<string, Entry>>])[]
): readonly Dated[] =>
  history(
    pastOf(...states.map(([, services]) => services).reverse()).map((state, index) => ({
      ...state,
      at: (states[states.length - 1 - index] as (typeof states)[number])[0] * HOUR,
    })),
    relation,
  )

const WHOLE: Period = { from: 0, to: 28 * DAY }
const metrics = (entries: readonly Dated[], period = WHOLE, sources: Record<string, number> = {}): Metrics =>
  metricsOf(entries, period, (commit) => (sources[commit[0] as string] ?? Number.NaN) * HOUR || undefined)

test('nothing happened', () =>
  expect(metrics([], { from: 0, to: 10 * DAY })).toEqual({
    deployments: 0,
    rollbacks: 0,
    perWeek: 0,
    failed: 0,
    healthy: 0,
    weeks: [
      { from: 0, to: 3 * DAY, deployments: 0, failed: 0, rollbacks: 0 },
      { from: 3 * DAY, to: 10 * DAY, deployments: 0, failed: 0, rollbacks: 0 },
    ],
  }))

test('deployments a week, and how long their sources waited', () => {
  const entries = entriesOf(
    [10, { backend: A }],
    [20, { backend: B }],
    [30, { backend: C, frontend: B }],
    [40, { backend: D, frontend: B }],
  )
  expect(metrics(entries, WHOLE, { a: 9, b: 18, c: 27 })).toMatchObject({
    deployments: 4,
    perWeek: 1,
    // 1, 2, 3 h of the backend; 12 h of the frontend; the source of D is unknown.
    leadTime: { count: 4, median: 2 * HOUR, p90: 12 * HOUR },
    failureRate: 0,
  })
})

test('lead time ends when a release is healthy, and with its commit where that is not known', () => {
  const [second, first] = entriesOf([10, { backend: A }], [20, { backend: B }]) as [Dated, Dated]
  expect(metrics([{ ...second, healthy: 22 * HOUR }, first], WHOLE, { a: 9, b: 18 })).toMatchObject({
    healthy: 1,
    leadTime: { count: 2, median: HOUR, p90: 4 * HOUR },
  })
})

test('a source that seems younger than its deployment waited for nothing: clocks differ', () =>
  expect(metrics(entriesOf([10, { backend: A }]), WHOLE, { a: 11 }).leadTime).toEqual({
    count: 1,
    median: 0,
    p90: 0,
  }))

test('a rollback takes back every deployment since the build that it restores, of that service only', () => {
  const entries = entriesOf(
    [10, { backend: A, frontend: A }],
    [20, { backend: B, frontend: A }],
    [30, { backend: B, frontend: B }],
    [40, { backend: C, frontend: B }],
    [45, { backend: A, frontend: B }],
  )
  const found = metrics(entries)
  expect(found).toMatchObject({ deployments: 4, rollbacks: 1, failed: 2, failureRate: 0.5 })
  expect(found.restoreTime).toEqual({ count: 1, median: 25 * HOUR, p90: 25 * HOUR })
})

test('after a rollback the same build may be deployed and fail again, once each', () => {
  const entries = entriesOf(
    [10, { backend: A }],
    [20, { backend: B }],
    [22, { backend: A }],
    [30, { backend: B }],
    [36, { backend: A }],
  )
  expect(metrics(entries)).toMatchObject({
    deployments: 3,
    rollbacks: 2,
    failed: 2,
    restoreTime: { count: 2, median: 2 * HOUR, p90: 6 * HOUR },
  })
})

test('a rollback with a service that went forward is no deployment', () => {
  const entries = entriesOf(
    [10, { backend: A, frontend: A }],
    [20, { backend: B, frontend: A }],
    [22, { backend: A, frontend: B }],
  )
  expect(metrics(entries)).toMatchObject({ deployments: 2, rollbacks: 1, failed: 1 })
})

test('a build whose source was recorded later is no new deployment, and is the one that a rollback restores', () => {
  const { commit: _, ...untold } = A
  const entries = entriesOf(
    [10, { backend: untold }],
    [11, { backend: A }],
    [20, { backend: B }],
    [23, { backend: A }],
  )
  expect(metrics(entries)).toMatchObject({
    deployments: 2,
    failed: 1,
    restoreTime: { count: 1, median: 3 * HOUR, p90: 3 * HOUR },
  })
})

test('a rollback in the period of a deployment before it', () => {
  const entries = entriesOf([10, { backend: A }], [20, { backend: B }], [30, { backend: A }])
  expect(metrics(entries, { from: 25 * HOUR, to: 8 * DAY })).toMatchObject({
    deployments: 0,
    rollbacks: 1,
    failed: 0,
    restoreTime: { count: 1, median: 10 * HOUR, p90: 10 * HOUR },
  })
  expect(metrics(entries, { from: 0, to: 25 * HOUR })).toMatchObject({
    deployments: 2,
    failed: 1,
    rollbacks: 0,
  })
})

test('a service that was removed is neither', () => {
  const entries = entriesOf([10, { backend: A, worker: bare('1.0.0') }], [20, { backend: A }])
  expect(metrics(entries)).toMatchObject({ deployments: 1, rollbacks: 0, failed: 0 })
})

test('each week counts its own, and their sums are the whole', () => {
  const entries = entriesOf(
    [10, { backend: A }],
    [200, { backend: B }],
    [400, { backend: A }],
    [500, { backend: C }],
  )
  const { weeks } = metrics(entries)
  expect(weeks.map(({ deployments, failed, rollbacks }) => [deployments, failed, rollbacks])).toEqual([
    [1, 0, 0],
    [1, 1, 0],
    [1, 0, 1],
    [0, 0, 0],
  ])
})
