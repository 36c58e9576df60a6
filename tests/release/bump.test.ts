import { describe, expect, test } from 'vitest'
import { bump } from '../../render/release/bump.ts'
import type { Entry, Running } from '../../render/release/types.ts'
import { bare, build, commit, digest, knowledge, release, running } from './builds.ts'

const at = (current: Entry, change: Partial<Running> = {}) => running([{ backend: current }], change)

/** `action: code` of the only decision, and what the backend runs afterwards. */
function bumped(environment: Running, wanted: Entry, service = 'backend'): [string, Entry | undefined] {
  const { decisions, release } = bump(environment, { [service]: wanted }, knowledge)
  expect(decisions).toHaveLength(1)
  const [{ action, reason } = { action: '', reason: { code: '' } }] = decisions
  return [`${action}: ${reason.code}`, release.services[service]]
}

describe('what becomes of a build that is offered', () => {
  const b = build('b')
  const local = { digests: false }
  test.each<[string, Running, Entry, string]>([
    ['newer', at(b), build('c'), 'set: newer'],
    ['the same', at(b), build('b'), 'unchanged: same'],
    ['the same, said with less', at(b), bare('0.b'), 'unchanged: same'],
    ['the same, said with more', at(b), build('b', { migration: 4 }), 'set: completed'],
    ['what is known stays known', at(build('b', { migration: 4 })), build('b'), 'unchanged: same'],
    [
      'the same, said otherwise',
      at(build('b', { migration: 3 })),
      build('b', { migration: 4 }),
      'refused: contradiction',
    ],
    ['a digest for a tag', at(bare('0.b')), b, 'set: completed'],
    ['older', at(b), build('a'), 'unchanged: older'],
    ['older with a tag that sorts higher', at(b), build('a', { tag: '9.9' }), 'unchanged: older'],
    ['beside it', at(b), build('f'), 'refused: unrelated'],
    ['from a source that git lacks', at(b), build('9'), 'refused: unknown-commit'],
    ['over a source that git lacks', at(build('9')), b, 'refused: unknown-commit'],
    ['over an entry without source', at(bare('1')), b, 'set: source-known'],
    ['without source over one with', at(b), { tag: '2', digest: digest('9') }, 'refused: commit-missing'],
    ['neither with a source', at(bare('1')), { tag: '2', digest: digest('9') }, 'set: order-unknown'],
    [
      'neither with a source, and it ran before',
      running([{ backend: bare('2') }, { backend: bare('1') }], local),
      bare('1'),
      'unchanged: older',
    ],
    ['another tag of the same image', at(b), build('b', { tag: 'v0.b' }), 'set: retagged'],
    [
      'another image of the same source',
      at(b),
      build('b', { tag: 'again', digest: digest('9') }),
      'refused: rebuilt',
    ],
    [
      'another image of the same source under the same tag',
      at(b),
      build('b', { digest: digest('9') }),
      'refused: tag-moved',
    ],
    ['a tag that moved to a newer image', at(b), build('c', { tag: '0.b' }), 'refused: tag-moved'],
    [
      'a tag that moved, for all we know',
      at({ tag: '0.b', commit: commit('b') }, local),
      build('c', { tag: '0.b' }),
      'refused: tag-moved',
    ],
    [
      'a newer source that gave the same image',
      at(b),
      build('c', { tag: '0.b', digest: digest('b') }),
      'set: newer',
    ],
    [
      'an older source that gave the same image',
      at(b),
      build('a', { tag: '0.b', digest: digest('b') }),
      'unchanged: same',
    ],
    [
      'a branch that gave the same image',
      at(b),
      build('f', { tag: '0.b', digest: digest('b') }),
      'unchanged: same',
    ],
    ['without digest', at(b), { tag: '0.c', commit: commit('c') }, 'refused: digest-missing'],
    ['without digest on a local cluster', at(b, local), { tag: '0.c', commit: commit('c') }, 'set: newer'],
  ])('%s', (_, environment, wanted, expected) => {
    const [decision, after] = bumped(environment, wanted)
    expect(decision).toBe(expected)
    const before = environment.release.services['backend']
    expect(after).toEqual(decision.startsWith('set') ? { ...wanted } : before)
  })

  test('of a service that is new here: it comes at its place in the alphabet', () => {
    const { decisions, release } = bump(
      running([{ frontend: b }]),
      { 'mcp-server': b, backend: b },
      knowledge,
    )
    expect(decisions.map(({ reason }) => reason.code)).toEqual(['first', 'first'])
    expect(Object.keys(release.services)).toEqual(['backend', 'frontend', 'mcp-server'])
  })

  test('of one named like what every object has', () =>
    expect(bumped(at(b), build('c'), 'constructor')).toEqual(['set: first', build('c')]))

  test('of a service that base does not have', () =>
    expect(bumped(at(b), build('c'), 'back-end')).toEqual(['refused: unknown-service', undefined]))

  test('keys that no entry has are not taken over', () =>
    expect(bumped(at(b), { ...build('c'), note: 'x' } as Entry)).toEqual(['set: newer', build('c')]))

  test('each service is decided for itself', () => {
    const { decisions, release } = bump(
      running([{ backend: b, frontend: b }], {
        holds: { services: { backend: { reason: 'Orders were lost' } } },
      }),
      { backend: build('c'), frontend: build('c') },
      knowledge,
    )
    expect(decisions.map(({ service, action }) => `${service} ${action}`)).toEqual([
      'backend refused',
      'frontend set',
    ])
    expect(release.services).toEqual({ backend: b, frontend: build('c') })
  })
})

describe('a hold holds', () => {
  const held = { holds: { services: { backend: { reason: 'Orders were lost' } } } }
  const reverted = [{ backend: build('a') }, { backend: build('b') }, { backend: build('a') }]
  test.each<[string, Running, Entry, string]>([
    ['against a newer build', at(build('b'), held), build('c'), 'refused: held'],
    ['against a digest that is filled in', at(bare('0.b'), held), build('b'), 'refused: held'],
    ['and what runs already is no error', at(build('b'), held), build('b'), 'unchanged: same'],
    ['nor what is older', at(build('b'), held), build('a'), 'unchanged: older'],
    ['after a plain revert, against what was reverted', running(reverted), build('b'), 'refused: held'],
    ['after a plain revert, against something newer', running(reverted), build('c'), 'refused: held'],
    [
      'not after it was lifted',
      running(reverted, { holds: { lifted: { backend: commit('3') } } }),
      build('b'),
      'set: newer',
    ],
  ])('%s', (_, environment, wanted, expected) => expect(bumped(environment, wanted)[0]).toBe(expected))

  test('a service that has no entry yet, with the environment', () =>
    expect(
      bumped(
        running([{ frontend: build('b') }], { holds: { environment: { reason: 'Moving the database' } } }),
        build('c'),
      )[0],
    ).toBe('refused: held'))
})

describe('the database stays contracted', () => {
  const contracted = { backend: build('b', { migration: 7, contracting: 5 }), 'mcp-server': build('b') }
  test.each<[string, string, Entry, string]>([
    ['by a build that says so', 'backend', build('c', { migration: 8, contracting: 5 }), 'set: newer'],
    ['by a build that forgot it', 'backend', build('c', { migration: 8 }), 'refused: contracting-lost'],
    [
      'by a build that says less',
      'backend',
      build('c', { migration: 8, contracting: 4 }),
      'refused: contracting-lost',
    ],
    ['for another service that knows it', 'mcp-server', build('c', { migration: 5 }), 'set: newer'],
    ['for another that does not', 'mcp-server', build('c', { migration: 4 }), 'refused: contracted'],
    ['for one without database', 'mcp-server', build('c'), 'set: newer'],
  ])('%s', (_, service, wanted, expected) =>
    expect(bumped(running([contracted]), wanted, service)[0]).toBe(expected),
  )

  test('a build that does not say any more what it knows', () =>
    expect(
      bumped(
        running([
          {
            backend: build('b', { migration: 7, contracting: 5 }),
            'mcp-server': build('b', { migration: 7 }),
          },
        ]),
        build('c'),
        'mcp-server',
      )[0],
    ).toBe('refused: migration-unknown'))

  test('the release that is decided on is a new one', () => {
    const before = running([contracted])
    bump(before, { 'mcp-server': build('c') }, knowledge)
    expect(before.release).toEqual(release(contracted))
  })
})
