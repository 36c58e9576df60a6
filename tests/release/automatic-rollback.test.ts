import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decideRollback,
  type NoRollbackReason,
  type Situation,
  type Verdict,
} from '../../render/release/automatic-rollback.ts'
import type { Status } from '../../render/release/status.ts'
import { build } from './builds.ts'
import { Environment, MINUTE } from './failing-cluster.ts'

const [A, B, C] = [build('a'), build('b'), build('c')]

/** Numbers that a scenario is made with: minutes, and how often something is repeated. */
interface Chance {
  /** A few minutes, below what an environment allows. */
  readonly soon: number
  readonly times: number
  /** Commits that have nothing to do with the environment. */
  readonly noise: number
  /** Whether the release is synced with a later commit. */
  readonly late: boolean
}

/** A run of the workflow: the commit that its status was about. */
type Dispatch = string

/** What happens in an environment. @returns the runs that it starts, the last one when everything has happened. */
type Scenario = (at: Environment, chance: Chance) => readonly Dispatch[]

/** A healthy release A, then release B, which a sync begins to deploy. @returns the synced commit. */
function released(at: Environment, { noise, late }: Chance, entry = B, before = A): string {
  const first = at.commit({ backend: before, frontend: A })
  at.report('pending', first)
  at.pass(1)
  at.report('success', first)
  at.pass(60)
  return next(at, { noise, late }, entry)
}

function next(at: Environment, { noise, late }: Pick<Chance, 'noise' | 'late'>, entry = B): string {
  const commit = at.commit({ backend: entry, frontend: A })
  let synced = commit
  for (let times = 0; times < noise; times++) {
    const other = at.commit('nothing')
    if (late) synced = other
  }
  at.pass(1)
  at.report('pending', synced)
  return synced
}

function failing(at: Environment, commit: string, { times, soon }: Chance): Dispatch[] {
  at.pass(soon)
  // Repeated by a controller that was restarted before it had written that it reported.
  for (let count = 0; count < times; count++) at.report('failure', commit)
  return Array.from({ length: times }, () => commit)
}

const ROLLED_BACK: Readonly<Record<string, Scenario>> = {
  'the sync fails': (at, chance) => failing(at, released(at, chance), chance),
  'degraded after a success': (at, chance) => {
    const commit = released(at, chance)
    at.pass(1)
    at.report('success', commit)
    return failing(at, commit, chance)
  },
  'healthy for a moment, then failed for good': (at, chance) => {
    const commit = released(at, chance)
    at.report('failure', commit)
    at.pass(0.5)
    at.report('success', commit)
    return failing(at, commit, chance)
  },
  'reported as degraded, then as failed': (at, chance) => {
    const commit = released(at, chance)
    at.pass(1)
    at.report('failure', commit)
    at.pass(2)
    at.report('failure', commit)
    return [commit, commit]
  },
  'a sync whose beginning was not reported': (at, chance) => {
    const commit = released(at, chance)
    at.statuses.pop()
    return failing(at, commit, chance)
  },
  'a forged call about other commits comes first': (at, chance) => {
    const dispatched = failing(at, released(at, chance), chance)
    return ['f'.repeat(40), at.situation('').line.at(-1) as string, ...dispatched]
  },
}

const NOT: Readonly<Record<NoRollbackReason, Scenario>> = {
  off: (at, chance) => {
    at.within = undefined
    return failing(at, released(at, chance), chance)
  },
  // Forged, or about another environment: nothing that the App reported.
  'no-failure': (at, chance) => [released(at, chance)],
  'off-branch': (at, chance) => {
    released(at, chance)
    return failing(at, 'e'.repeat(40), chance)
  },
  recovered: (at, chance) => {
    const dispatched = failing(at, released(at, chance), chance)
    at.pass(0.9)
    at.report('success', dispatched[0] as string)
    return dispatched
  },
  syncing: (at, chance) => {
    const dispatched = failing(at, released(at, chance), chance)
    at.report('pending', dispatched[0] as string)
    return dispatched
  },
  'too-old': (at, chance) => {
    const dispatched = failing(at, released(at, chance), chance)
    at.pass(20.1)
    return dispatched
  },
  superseded: (at, chance) => {
    const dispatched = failing(at, released(at, chance), chance)
    at.commit({ backend: C, frontend: A })
    return dispatched
  },
  'change-on-its-way': (at, chance) => {
    const dispatched = failing(at, released(at, chance), chance)
    at.commit('other')
    return dispatched
  },
  'rollback-failed': (at, chance) => {
    const commit = released(at, chance)
    at.report('success', commit)
    at.pass(5)
    return failing(at, next(at, chance, A), chance)
  },
  'never-healthy': (at, chance) => {
    at.commit({ backend: A, frontend: A })
    return failing(at, next(at, chance), chance)
  },
  'failed-before': (at, chance) => {
    const first = at.commit({ backend: A, frontend: A })
    at.report('success', first)
    at.pass(30)
    at.report('failure', first)
    at.pass(30)
    return failing(at, next(at, chance), chance)
  },
  'several-releases': (at, chance) => {
    const first = at.commit({ backend: A, frontend: A })
    at.report('success', first)
    at.commit({ backend: B, frontend: A })
    return failing(at, next(at, chance, C), chance)
  },
  'other-change': (at, chance) => {
    const first = at.commit({ backend: A, frontend: A })
    at.report('success', first)
    if (chance.late) at.commit('other')
    const commit = at.commit({ backend: B, frontend: A })
    return failing(at, chance.late ? commit : at.commit('other'), chance)
  },
  held: (at, chance) => {
    const hold = { reason: 'A person looks at it' }
    at.holds = chance.late ? { environment: hold } : { services: { backend: hold } }
    return failing(at, released(at, chance), chance)
  },
  'too-late': (at, chance) => {
    const commit = released(at, chance)
    at.pass(1)
    at.report('success', commit)
    at.pass(15)
    return failing(at, commit, chance)
  },
  'below-floor': (at, chance) =>
    failing(
      at,
      released(at, chance, build('b', { migration: 7, contracting: 7 }), build('a', { migration: 6 })),
      chance,
    ),
  // A service that wasn't there before can't go back.
  refused: (at, chance) => {
    const first = at.commit({ frontend: A })
    at.report('success', first)
    at.pass(30)
    return failing(at, next(at, chance), chance)
  },
}

/** Runs the workflow for each call and a few more, and does what it decides. @returns why nothing was done, each time. */
function play(
  at: Environment,
  dispatched: readonly Dispatch[],
): { rollbacks: string[]; whys: NoRollbackReason[] } {
  const rollbacks: string[] = []
  const whys: NoRollbackReason[] = []
  for (const failed of [...dispatched, ...dispatched]) {
    let verdict = decideRollback(at.situation(failed))
    if (verdict.action === 'wait') {
      at.now = verdict.until
      verdict = decideRollback(at.situation(failed))
    }
    if (verdict.action === 'none') whys.push(verdict.why)
    if (verdict.action !== 'roll-back') continue
    rollbacks.push(verdict.release)
    const { past } = at.situation(failed).running
    const restored = past[past.findIndex(({ commit }) => commit === verdict.release) + 1]
    const back = at.commit(restored?.release.services ?? {})
    at.holds = {
      services: Object.fromEntries(verdict.services.map((each) => [each, { reason: 'It failed' }])),
    }
    at.pass(1)
    at.report('pending', back)
    // Even if going back doesn't help.
    at.pass(1)
    at.report('failure', back)
    at.pass(1)
    expect(decideRollback(at.situation(back))).toMatchObject({ action: 'none', why: 'rollback-failed' })
  }
  return { rollbacks, whys }
}

const chance = fc.record<Chance>({
  soon: fc.double({ min: 0.1, max: 9, noNaN: true }),
  times: fc.integer({ min: 1, max: 3 }),
  noise: fc.nat(3),
  late: fc.boolean(),
})
const RUNS = { numRuns: 25 }

test.each(Object.entries(ROLLED_BACK))('rolled back, once: %s', (_, scenario) =>
  fc.assert(
    fc.property(chance, (given) => {
      const at = new Environment()
      const { rollbacks } = play(at, scenario(at, given))
      expect(rollbacks).toHaveLength(1)
      expect(at.runs).toEqual({ backend: A, frontend: A })
    }),
    RUNS,
  ),
)

test.each(Object.entries(NOT))('never rolled back: %s', (why, scenario) =>
  fc.assert(
    fc.property(chance, (given) => {
      const at = new Environment()
      const { rollbacks, whys } = play(at, scenario(at, given))
      expect(rollbacks).toEqual([])
      expect(new Set(whys)).toEqual(new Set([why]))
    }),
    RUNS,
  ),
)

/** Anything that may happen, in any order. */
type Event =
  | { readonly what: 'release'; readonly build: typeof A }
  | { readonly what: 'other' | 'nothing' | 'revert' }
  /** About a commit, counted from the newest; controllers that were restarted report late, and twice. */
  | { readonly what: Status['state']; readonly back: number; readonly twice: boolean }
  | { readonly what: 'pass'; readonly minutes: number }
  /** A run of the workflow, as asked for by a status, late, or by a forger. */
  | { readonly what: 'dispatch'; readonly back: number }

const back = fc.constantFrom(0, 0, 0, 0, 1, 2)
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant('release' as const), build: fc.constantFrom(A, B, C) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('other' as const, 'revert' as const) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('nothing' as const) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      what: fc.constantFrom(
        'success' as const,
        'success' as const,
        'failure' as const,
        'failure' as const,
        'pending' as const,
      ),
      back,
      twice: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('pass' as const), minutes: fc.constantFrom(0.5, 2, 8, 25) }),
  },
  { weight: 6, arbitrary: fc.record({ what: fc.constant('dispatch' as const), back }) },
)

/** How it usually goes, with some of it left out. */
const episode = fc.subarray<Event>(
  [
    { what: 'success', back: 0, twice: false },
    { what: 'pass', minutes: 8 },
    { what: 'release', build: B },
    { what: 'nothing' },
    { what: 'pending', back: 0, twice: false },
    { what: 'success', back: 0, twice: false },
    { what: 'failure', back: 0, twice: true },
    { what: 'pass', minutes: 2 },
    { what: 'dispatch', back: 0 },
    { what: 'dispatch', back: 1 },
    { what: 'pending', back: 0, twice: false },
    { what: 'failure', back: 0, twice: false },
    { what: 'pass', minutes: 2 },
    { what: 'dispatch', back: 0 },
    { what: 'release', build: C },
  ],
  { minLength: 8 },
)
const events = fc
  .array(fc.oneof({ weight: 4, arbitrary: event.map((each) => [each]) }, { weight: 1, arbitrary: episode }), {
    minLength: 4,
    maxLength: 20,
  })
  .map((all) => all.flat())

/** Lets it happen. @returns the decision, if it was a run of the workflow. */
function happen(at: Environment, each: Event): { situation: Situation; verdict: Verdict } | undefined {
  const { line, running } = at.situation('')
  const commit = (count: number): string => line[Math.min(count, line.length - 1)] as string
  switch (each.what) {
    case 'pass':
      at.pass(each.minutes)
      return undefined
    case 'release':
      at.commit({ backend: each.build, frontend: A })
      return undefined
    case 'revert':
      at.commit(running.past[1]?.release.services ?? at.runs)
      return undefined
    case 'other':
    case 'nothing':
      at.commit(each.what)
      return undefined
    case 'dispatch': {
      const situation = at.situation(commit(each.back))
      return { situation, verdict: decideRollback(situation) }
    }
    default:
      at.report(each.what, commit(each.back))
      if (each.twice) at.report(each.what, commit(each.back))
      return undefined
  }
}

test('whatever happens in whatever order, only the one release that can be to blame goes back, and once', () => {
  let rolledBack = 0
  fc.assert(
    fc.property(events, (all) => {
      const at = new Environment()
      at.commit({ backend: A, frontend: A })
      const gone = new Set<string>()
      for (const each of all) {
        const { situation, verdict } = happen(at, each) ?? {}
        at.pass(0.1)
        if (!situation || verdict?.action !== 'roll-back') continue
        rolledBack++
        expect(gone).not.toContain(verdict.release)
        gone.add(verdict.release)
        expectBlame(situation, verdict)
        const { past } = situation.running
        at.commit(
          past[past.findIndex(({ commit }) => commit === verdict.release) + 1]?.release.services ?? {},
        )
      }
    }),
    { numRuns: 2000 },
  )
  expect(rolledBack).toBeGreaterThan(200)
})

/** What has to be so that a release goes back, read from the branch and the reports alone. */
function expectBlame(
  { failed, line, others, releases, running, statuses, now }: Situation,
  { release: blamed }: { readonly release: string },
): void {
  const place = (commit: string) => line.indexOf(commit)
  const newest = releases[0]
  expect(blamed).toBe(newest?.commit)
  expect(newest?.rollback).toBeFalsy()
  expect(place(failed)).toBeLessThanOrEqual(place(blamed))
  // What was reported of the failed commit and of newer ones ends with a failure that has lasted a minute.
  const since = statuses.filter(({ commit }) => place(commit) <= place(failed))
  expect(since.at(-1)?.state).toBe('failure')
  expect(now - (since.at(-1)?.at ?? now)).toBeGreaterThanOrEqual(MINUTE)
  // Since a commit before the release that was healthy, nothing has changed but that release.
  const healthy = statuses.filter(({ commit, state }) => state === 'success' && place(commit) > place(blamed))
  expect(healthy).not.toEqual([])
  const from = Math.min(...healthy.map(({ commit }) => place(commit)))
  const builds = (index: number) => JSON.stringify(running.past[index]?.release.services)
  const moved = running.past.filter((_, index) => builds(index) !== builds(index + 1))
  const changed = [...moved.map(({ commit }) => commit), ...others].filter((each) => place(each) < from)
  expect(changed).toEqual([blamed])
}

test('what failed for less than a minute has to settle first', () => {
  const at = new Environment()
  const commit = released(at, { soon: 1, times: 1, noise: 0, late: false })
  at.report('failure', commit)
  expect(decideRollback(at.situation(commit))).toEqual({ action: 'wait', until: at.now + MINUTE })
})

test('what goes back is the state of the commit before the release, and the services that it moved', () => {
  const at = new Environment()
  const commit = released(at, { soon: 1, times: 1, noise: 0, late: false })
  at.report('failure', commit)
  at.pass(1)
  expect(decideRollback(at.situation(commit))).toMatchObject({
    ...{ action: 'roll-back', release: commit, services: ['backend'] },
    to: at.situation(commit).line[1],
    failure: { commit, state: 'failure' },
  })
})
