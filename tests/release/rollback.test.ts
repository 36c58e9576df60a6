import { describe, expect, test } from 'vitest'
import { rollback } from '../../render/release/rollback.ts'
import type { Entry, State } from '../../render/release/types.ts'
import { bare, build, commit, knowledge, release, running } from './builds.ts'

const reason = 'Orders were lost'
const [A, B, C, D] = [build('a'), build('b'), build('c'), build('d')]
const state = (services: Readonly<Record<string, Entry>>): State => ({
  commit: commit('7'),
  release: release(services),
})

const codes = (decided: ReturnType<typeof rollback>) =>
  decided.decisions.map(({ service, action, reason }) => `${service} ${action}: ${reason.code}`)

describe('what ran before', () => {
  /** Newest first; the commit that the rollback of the backend goes back to. */
  test.each<[string, readonly Entry[], string | undefined]>([
    ['the build before', [B, A], '1'],
    ['not the same build with more noted', [build('b', { migration: 2 }), B, A], '1'],
    ['the build before, as it was noted last', [B, build('a', { migration: 2 }), A], '2'],
    ['nothing', [A], undefined],
    ['after a rollback not what was left', [A, B, A], undefined],
    ['after a rollback what ran before both', [B, C, B, A], '1'],
    ['after a jump back neither of the two left', [B, D, C, B, A], '1'],
    ['after a rollback and a new start', [D, B, C, B, A], '4'],
    ['after a rollback that was taken back', [B, A, B, A], '3'],
    ['without sources', [bare('3'), bare('2'), bare('1')], '2'],
    ['without sources, after a rollback', [bare('2'), bare('3'), bare('2'), bare('1')], '1'],
  ])('%s', (_, newestFirst, expected) => {
    const environment = running(newestFirst.map((backend) => ({ backend })))
    const { target, decisions } = rollback(environment, { services: ['backend'], reason }, knowledge)
    expect(target?.[0]).toBe(expected)
    expect(decisions).toMatchObject([
      expected ? { action: 'set' } : { action: 'refused', reason: { code: 'nothing-before' } },
    ])
  })

  const moves = [
    { backend: B, frontend: B },
    { backend: B, frontend: A },
    { backend: A, frontend: A },
  ]

  test('of a whole environment: its newest move is undone, not one of each service', () => {
    const decided = rollback(running(moves), { reason }, knowledge)
    expect(codes(decided)).toEqual(['backend unchanged: same-as-target', 'frontend set: rolled-back'])
    expect(decided).toMatchObject({
      target: commit('2'),
      release: { services: { backend: B, frontend: A } },
      holds: { services: { frontend: { reason } } },
    })
    expect(decided.holds.services).not.toHaveProperty('backend')
  })

  test('of a whole environment whose newest move began a service: that one has nothing to go back to', () => {
    const environment = running([{ backend: B, frontend: A }, { backend: B }, { backend: A }])
    const decided = rollback(environment, { reason }, knowledge)
    expect(codes(decided)).toEqual(['backend unchanged: same-as-target', 'frontend refused: not-in-target'])
    expect(decided).toMatchObject({ target: commit('2'), release: environment.release })
  })

  test('of a service that was not there for a while: not what it ran before that', () => {
    const environment = running([{ backend: B }, {}, { backend: A }])
    expect(codes(rollback(environment, { services: ['backend'], reason }, knowledge))).toEqual([
      'backend refused: not-in-target',
    ])
  })

  test('of one service: its own newest move, and the others stay', () => {
    const decided = rollback(running(moves), { services: ['backend'], reason }, knowledge)
    expect(decided).toMatchObject({
      target: commit('1'),
      release: { services: { backend: A, frontend: B } },
    })
  })

  test('of a whole environment one of whose services was rolled back: the move before', () => {
    const environment = running([{ backend: A, frontend: B }, ...moves])
    const decided = rollback(environment, { reason }, knowledge)
    expect(decided).toMatchObject({
      target: commit('1'),
      release: { services: { backend: A, frontend: A } },
    })
  })

  test('what has not been committed yet is gone back from as well', () => {
    const environment = running([{ backend: B }, { backend: A }], { release: release({ backend: C }) })
    expect(rollback(environment, { reason }, knowledge)).toMatchObject({
      target: commit('2'),
      release: { services: { backend: B } },
    })
  })
})

describe('to a state that is named', () => {
  test('the chosen services run exactly what it ran, with nothing that is known of the newer build', () => {
    const environment = running([{ backend: build('c', { migration: 7 }), frontend: C }])
    const target = state({ backend: bare('0'), frontend: A })
    const decided = rollback(
      environment,
      { to: target, services: ['backend'], reason, until: '2026-12-01' },
      knowledge,
    )
    expect(decided.release.services).toEqual({ backend: bare('0'), frontend: C })
    expect(decided.holds).toEqual({ services: { backend: { reason, until: '2026-12-01' } } })
    expect(decided.target).toBe(commit('7'))
  })

  test.each<[string, Readonly<Record<string, Entry>>, Readonly<Record<string, Entry>>, readonly string[]]>([
    ['nothing would change', { backend: B }, { backend: B }, ['backend refused: same-as-target']],
    [
      'it is what runs, but for what was noted since',
      { backend: build('b', { migration: 3 }) },
      { backend: B },
      ['backend refused: same-as-target'],
    ],
    ['it ran under its tag alone', { backend: B }, { backend: bare('0.b') }, ['backend set: rolled-back']],
    [
      'one of two would not',
      { backend: B, frontend: B },
      { backend: B, frontend: A },
      ['backend unchanged: same-as-target', 'frontend set: rolled-back'],
    ],
    [
      'a service was not there',
      { backend: B, frontend: B },
      { backend: A },
      ['backend set: rolled-back', 'frontend refused: not-in-target'],
    ],
    ['it is newer', { backend: A }, { backend: B }, ['backend refused: not-back']],
    [
      'git does not know which is newer',
      { backend: B },
      { backend: build('9') },
      ['backend set: rolled-back'],
    ],
  ])('%s', (_, current, target, expected) => {
    const environment = running([current])
    expect(codes(rollback(environment, { to: state(target), reason }, knowledge))).toEqual(expected)
  })

  /** Newest first; to the build that was left. */
  test.each<[string, readonly Entry[]]>([
    ['no source is recorded', [bare('1'), bare('2'), bare('1')]],
    ['the older one has no source', [bare('1'), B, bare('1')]],
  ])('it is newer, as the past tells where %s', (_, past) => {
    const to = state({ backend: past[1] as Entry })
    const environment = running(past.map((backend) => ({ backend })))
    expect(codes(rollback(environment, { to, reason }, knowledge))).toEqual(['backend refused: not-back'])
  })

  /** Newest first; a state of another branch names the build before, with a change. */
  test.each<[string, Partial<Entry>, string]>([
    ['what ran', {}, 'set: rolled-back'],
    ['another image of that name', { digest: `sha256:${'e'.repeat(64)}` }, 'refused: never-ran'],
    ['what is said to know another migration', { migration: 9 }, 'refused: never-ran'],
    ['what ran nowhere', build('a'), 'refused: never-ran'],
  ])('of which only what ran may come back: %s', (_, change, expected) => {
    const to = state({ backend: build('b', change) })
    const environment = running([{ backend: C }, { backend: B }])
    const decided = rollback(environment, { to, reason, onlyWhatRan: true }, knowledge)
    expect(codes(decided)).toEqual([`backend ${expected}`])
    expect(codes(rollback(environment, { to, reason }, knowledge))).toEqual(['backend set: rolled-back'])
  })

  test('a service that is not there', () => {
    const decided = rollback(running([{ backend: B }]), { services: ['back-end'], reason }, knowledge)
    expect(codes(decided)).toEqual(['back-end refused: unknown-service'])
    expect(decided.holds).toEqual({})
  })

  test('a service that is held is rolled back all the same: the new reason counts', () => {
    const holds = { services: { backend: { reason: 'Wait for the release notes' } } }
    const decided = rollback(running([{ backend: B }, { backend: A }], { holds }), { reason }, knowledge)
    expect(decided.holds).toEqual({ services: { backend: { reason } } })
  })
})

describe('not below what the database became', () => {
  const current = { backend: build('d', { migration: 7, contracting: 5 }), frontend: D }
  test.each<[string, Entry, string]>([
    ['it knows the newest contracting migration', build('b', { migration: 5 }), 'set: rolled-back'],
    ['it does not', build('b', { migration: 4 }), 'refused: contracted'],
    ['its migration was not recorded', B, 'refused: migration-unknown'],
  ])('%s', (_, backend, expected) => {
    const to = state({ backend, frontend: D })
    const decided = rollback(running([current]), { to, services: ['backend'], reason }, knowledge)
    expect(codes(decided)).toEqual([`backend ${expected}`])
  })

  test('the floor is that of all services together', () => {
    const environment = running([{ ...current, 'mcp-server': build('d', { migration: 7 }) }])
    const to = state({ 'mcp-server': build('c', { migration: 4 }) })
    const decided = rollback(environment, { to, services: ['mcp-server'], reason }, knowledge)
    expect(decided.decisions).toMatchObject([
      { reason: { code: 'contracted', floor: { service: 'backend', migration: 5 } } },
    ])
  })

  /** Newest first; whether it may go back below migration 5 from the first of them. */
  test.each<[string, readonly Readonly<Record<string, Entry>>[], string]>([
    [
      'a revert by hand took back the record, not the migration',
      [{ backend: C }, { backend: build('d', { migration: 5, contracting: 5 }) }, { backend: C }],
      'refused: contracted',
    ],
    [
      'the record was wrong, and corrected',
      [{ backend: build('d', { migration: 5 }) }, { backend: build('d', { migration: 5, contracting: 5 }) }],
      'set: rolled-back',
    ],
    [
      'it was another environment of that name, which was removed',
      [{ backend: C }, {}, { backend: build('d', { migration: 5, contracting: 5 }) }],
      'set: rolled-back',
    ],
  ])('as its history tells: %s', (_, newestFirst, expected) => {
    const past = newestFirst.map((each) =>
      each['backend'] === C ? { backend: build('c', { migration: 4 }) } : each,
    )
    const to = state({ backend: build('a', { migration: 3 }) })
    const decided = rollback(running(past), { to, services: ['backend'], reason }, knowledge)
    expect(codes(decided)).toEqual([`backend ${expected}`])
  })

  test('a service without database goes back as it likes', () =>
    expect(
      codes(
        rollback(
          running([current]),
          { to: state({ frontend: A }), services: ['frontend'], reason },
          knowledge,
        ),
      ),
    ).toEqual(['frontend set: rolled-back']))

  test('nor is there a floor where nothing was contracted', () => {
    const environment = running([{ backend: build('d', { migration: 7 }) }])
    expect(codes(rollback(environment, { to: state({ backend: A }), reason }, knowledge))).toEqual([
      'backend set: rolled-back',
    ])
  })
})
