import fc from 'fast-check'
import { expect, test } from 'vitest'
import { healthOf, positions, statusesByRelease } from '../../render/release/health.ts'
import { type Status, withStatuses } from '../../render/release/status.ts'

const status = (id: number, at: number, state: Status['state'], commit = 'c', description = ''): Status => ({
  ...{ id, at, state, commit, description },
})

// Newest first; b and e brought releases.
const LINE = ['f', 'e', 'd', 'c', 'b', 'a']
const RELEASES = ['e', 'b']
const placed = (...statuses: Status[]) =>
  Object.fromEntries(
    [...statusesByRelease(RELEASES, statuses, positions(LINE))].map(([release, own]) => [
      release,
      own.map(({ id }) => id),
    ]),
  )

test('a status belongs to the release that its commit has: its own, or that of the last commit before it', () =>
  expect(
    placed(
      status(1, 1, 'success', 'a'),
      status(2, 2, 'success', 'b'),
      status(3, 3, 'success', 'd'),
      status(4, 4, 'success', 'e'),
      status(5, 5, 'success', 'f'),
    ),
  ).toEqual({ b: [2, 3], e: [4, 5] }))

test('a commit that the branch lacks has no release', () =>
  expect(placed(status(1, 1, 'success', 'elsewhere'))).toEqual({}))

test('a release is healthy since the first success after its last failure', () => {
  expect(healthOf([status(1, 10, 'success'), status(2, 20, 'success')])).toEqual({
    ...{ state: 'success', at: 20, commit: 'c', first: 10, since: 10 },
  })
  expect(
    healthOf([
      status(1, 10, 'success'),
      status(2, 20, 'failure', 'c', 'Deployment/api: late'),
      status(3, 30, 'success'),
    ]),
  ).toEqual({ state: 'success', at: 30, commit: 'c', first: 10, since: 30 })
})

test('a release that failed says why, and since when it is healthy no longer', () => {
  const failure = status(2, 20, 'failure', 'd', 'Job/smoke-test: exit 1')
  expect(healthOf([status(1, 10, 'success'), failure])).toEqual({
    ...{ state: 'failure', at: 20, commit: 'd', first: 10, reason: 'Job/smoke-test: exit 1' },
  })
  expect(healthOf([failure])).toEqual({
    state: 'failure',
    at: 20,
    commit: 'd',
    reason: 'Job/smoke-test: exit 1',
  })
})

test('a sync that has only begun is no result', () => {
  expect(healthOf([status(1, 10, 'pending')])).toBeUndefined()
  expect(healthOf([])).toBeUndefined()
})

const statuses = fc.uniqueArray(
  fc.record({ id: fc.nat(50), at: fc.nat(20) }).map(({ id, at }) => status(id, at, 'success')),
  { selector: ({ id }) => id, maxLength: 20 },
)

test('a record is the same in whatever order and however often statuses come', () =>
  fc.assert(
    fc.property(statuses, fc.infiniteStream(fc.nat(19)), fc.nat(4), (all, chance, extra) => {
      const whole = withStatuses([], all)
      let record: readonly Status[] = []
      const calls = [
        ...all,
        ...Array.from({ length: extra }, () => all[(chance.next().value as number) % (all.length || 1)]),
      ]
      for (const each of calls.filter((call) => call !== undefined))
        record = withStatuses(record, [each, each])
      expect(record).toEqual(whole)
      expect(record).toHaveLength(all.length)
      for (const [index, each] of record.entries())
        if (index > 0) expect(each.at).toBeGreaterThanOrEqual((record[index - 1] as Status).at)
    }),
  ))
