import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Holds } from '../../render/environment/schema.ts'
import { bump } from '../../render/release/bump.ts'
import { lift } from '../../render/release/hold.ts'
import { promote } from '../../render/release/promote.ts'
import { rollback } from '../../render/release/rollback.ts'
import {
  ENTRY_KEYS,
  type Entry,
  type PastState,
  type Relate,
  type Running,
} from '../../render/release/types.ts'
import { commit, digest, release } from './builds.ts'

const settings = { numRuns: 500, seed: 20261121 }

/** Sources are commits 0 to 9, each with one or two of the earlier ones as parents. */
const SOURCES = 10
const graph = fc
  .tuple(
    ...Array.from({ length: SOURCES }, (_, index) =>
      fc.subarray([...Array(index).keys()], { minLength: Math.min(1, index), maxLength: Math.min(2, index) }),
    ),
  )
  .map((parents) => {
    const ancestors: ReadonlySet<number>[] = []
    for (const own of parents)
      ancestors.push(new Set(own.flatMap((parent) => [parent, ...(ancestors[parent] ?? [])])))
    return (a: number, b: number) => ancestors[b]?.has(a) ?? false
  })

const relationOf =
  (isAncestor: (a: number, b: number) => boolean): Relate =>
  (a, b) => {
    const [left, right] = [Number(a[0]), Number(b[0])]
    if (left === right) return 'same'
    return isAncestor(left, right) ? 'older' : isAncestor(right, left) ? 'newer' : 'unrelated'
  }

const source = fc.nat(SOURCES - 1)
const builtFrom = (number: number): Entry => ({
  tag: `1.${number}`,
  digest: digest(String(number)),
  commit: commit(String(number)),
})
const sourceOf = (running: Running): number => Number(running.release.services['backend']?.commit?.[0])

const environment = (first: Entry): Running => ({
  name: 'staging',
  release: release({ backend: first }),
  holds: {},
  past: [{ commit: 'c0', day: '2026-11-01', release: release({ backend: first }) }],
  digests: true,
})

/** The environment after a commit that made it run this. */
const committed = (before: Running, backend: Entry, day: string, holds: Holds = before.holds): Running => {
  const state: PastState = { commit: `c${before.past.length}`, day, release: release({ backend }) }
  return { ...before, release: state.release, holds, past: [state, ...before.past] }
}

const dayOf = (number: number) => `2026-11-${String(number).padStart(2, '0')}`

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('bump' as const), to: source }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('revert' as const), states: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rollback' as const),
      days: fc.option(fc.nat(3), { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lift' as const) }) },
)

test('bump passes no hold and never goes back, and a revert by hand holds as well, whatever happened before', () => {
  let held = 0
  let set = 0
  fc.assert(
    fc.property(graph, fc.array(step, { minLength: 10, maxLength: 20 }), (isAncestor, steps) => {
      const relation = relationOf(isAncestor)
      let running = environment(builtFrom(0))
      /** What the test knows of holds: the last day, or none; and whether a revert by hand is still to be lifted. */
      let until: string | undefined
      let reverted = false
      for (const [index, next] of steps.entries()) {
        const today = dayOf(index + 1)
        const knowledge = { relation, today, services: ['backend'] }
        const before = sourceOf(running)
        if (next.kind === 'bump') {
          const wanted = builtFrom(next.to)
          const { decisions, release } = bump(running, { backend: wanted }, knowledge)
          const isHeld = reverted || (until !== undefined && today <= until)
          if (decisions[0]?.action === 'set') {
            set++
            expect(isHeld).toBe(false)
            expect(isAncestor(before, next.to)).toBe(true)
            expect(release.services).toEqual({ backend: wanted })
            running = committed(running, wanted, today)
          } else {
            expect(release).toEqual(running.release)
            if (isAncestor(before, next.to)) {
              expect(decisions[0]?.reason.code).toBe('held')
              expect(isHeld).toBe(true)
              held++
            }
          }
        } else if (next.kind === 'revert') {
          const backend = running.past[next.states]?.release.services['backend']
          const after = Number(backend?.commit?.[0])
          // Where the sources are beside each other, the past decides; the tables show how.
          if (!backend || !(isAncestor(after, before) || isAncestor(before, after))) continue
          // A word that had ended before says nothing about this.
          reverted = isAncestor(after, before) && !(until !== undefined && today <= until)
          running = committed(running, backend, today)
        } else if (next.kind === 'rollback') {
          const end = next.days === undefined ? undefined : dayOf(index + 1 + next.days)
          const request = { services: ['backend'], reason: 'Orders were lost', ...(end && { until: end }) }
          const { decisions, release, holds } = rollback(running, request, knowledge)
          if (decisions[0]?.action !== 'set') continue
          running = committed(running, release.services['backend'] as Entry, today, holds)
          until = end ?? dayOf(99)
          reverted = false
        } else {
          running = { ...running, holds: lift(running, 'backend', relation) }
          until = undefined
          reverted = false
        }
      }
    }),
    settings,
  )
  expect(held).toBeGreaterThan(100)
  expect(set).toBeGreaterThan(100)
})

test('rollback after rollback never returns to what was left, and comes to an end', () => {
  const line: Relate = (a, b) => (a === b ? 'same' : a < b ? 'older' : 'newer')
  const knowledge = { relation: line, today: '2026-11-20', services: ['backend'] }
  fc.assert(
    fc.property(
      fc.array(fc.option(source, { nil: 'back' as const }), { minLength: 8, maxLength: 25 }),
      (steps) => {
        let running = environment(builtFrom(4))
        const left = new Set<number>()
        for (const next of steps) {
          const before = sourceOf(running)
          if (next !== 'back') {
            if (next <= before) continue
            left.delete(next)
            running = committed({ ...running, holds: {} }, builtFrom(next), '2026-11-20')
            continue
          }
          const { decisions, release, holds } = rollback(
            running,
            { services: ['backend'], reason: 'Orders' },
            knowledge,
          )
          if (decisions[0]?.action !== 'set') {
            // Only if everything older that ever ran was left.
            const ran = running.past.map((state) => Number(state.release.services['backend']?.commit?.[0]))
            expect(ran.filter((each) => each < before && !left.has(each))).toEqual([])
            continue
          }
          const backend = release.services['backend'] as Entry
          const after = Number(backend.commit?.[0])
          expect(after).toBeLessThan(before)
          expect([...left]).not.toContain(after)
          for (const { release } of running.past) {
            const ran = Number(release.services['backend']?.commit?.[0])
            if (ran > after) left.add(ran)
          }
          running = committed(running, backend, '2026-11-20', holds)
        }
      },
    ),
    settings,
  )
})

const services = fc.constantFrom('backend', 'frontend', 'mcp-server')
const migrations = fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined })
const entry: fc.Arbitrary<Entry> = fc
  .tuple(source, migrations, fc.constantFrom('digest', 'commit', 'note', 'nothing'))
  .map(([number, migration, odd]) => {
    const { tag, digest, commit } = builtFrom(number)
    return {
      tag,
      ...(odd !== 'digest' && { digest }),
      ...(odd !== 'commit' && { commit }),
      ...(migration && { migration, contracting: Math.ceil(migration / 2) }),
      ...(odd === 'note' && { note: 'not to be promoted' }),
    } as Entry
  })
const releases = fc.dictionary(services, entry, { minKeys: 1 }).map(release)
const chosen = fc.option(fc.uniqueArray(services, { minLength: 1 }), { nil: undefined })

test('promote touches the named keys of the chosen services and nothing else', () => {
  let set = 0
  fc.assert(
    fc.property(graph, releases, releases, chosen, (isAncestor, from, to, names) => {
      const target: Running = { name: 'production', release: to, holds: {}, past: [], digests: true }
      const knowledge = {
        relation: relationOf(isAncestor),
        today: '2026-11-20',
        services: ['backend', 'frontend', 'mcp-server'],
      }
      const decided = promote({ name: 'staging', release: from }, target, names, knowledge)
      const moved = decided.decisions.filter(({ action }) => action === 'set').map(({ service }) => service)
      set += moved.length
      for (const service of moved) expect(names ?? Object.keys(from.services)).toContain(service)
      for (const [service, after] of Object.entries(decided.release.services)) {
        if (!moved.includes(service)) expect(after).toBe(to.services[service])
        else {
          const wanted = from.services[service] as Entry
          for (const key of ENTRY_KEYS) if (wanted[key] !== undefined) expect(after[key]).toBe(wanted[key])
          expect(ENTRY_KEYS).toEqual(expect.arrayContaining(Object.keys(after)))
          expect(after.digest).toBeDefined()
        }
      }
      expect(Object.keys(decided.release.services).sort()).toEqual(
        [...new Set([...Object.keys(to.services), ...moved])].sort(),
      )
    }),
    settings,
  )
  expect(set).toBeGreaterThan(100)
})

test('a rollback gives the chosen services exactly what the target ran, and nothing below the floor', () => {
  let set = 0
  fc.assert(
    fc.property(graph, releases, releases, chosen, (isAncestor, current, target, names) => {
      const holds: Holds = { services: { 'mcp-server': { reason: 'Wait for Ada' } } }
      const running: Running = { name: 'staging', release: current, holds, past: [], digests: true }
      const knowledge = { relation: relationOf(isAncestor), today: '2026-11-20', services: [] }
      const to = { commit: commit('7'), release: target }
      const request = { to, reason: 'Orders were lost', ...(names && { services: names }) }
      const decided = rollback(running, request, knowledge)
      const moved = decided.decisions.filter(({ action }) => action === 'set').map(({ service }) => service)
      set += moved.length
      const floor = Math.max(0, ...Object.values(current.services).map(({ contracting = 0 }) => contracting))
      for (const [service, after] of Object.entries(decided.release.services)) {
        if (!moved.includes(service)) expect(after).toBe(current.services[service])
        else {
          expect(names ?? Object.keys(current.services)).toContain(service)
          expect(after).toEqual(target.services[service])
          if (after.migration !== undefined) expect(after.migration).toBeGreaterThanOrEqual(floor)
        }
      }
      expect(Object.keys(decided.release.services).sort()).toEqual(Object.keys(current.services).sort())
      const wanted = {
        ...holds.services,
        ...Object.fromEntries(moved.map((each) => [each, { reason: request.reason }])),
      }
      expect(decided.holds).toEqual({ services: wanted })
    }),
    settings,
  )
  expect(set).toBeGreaterThan(100)
})
