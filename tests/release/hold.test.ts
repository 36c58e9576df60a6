import { describe, expect, test } from 'vitest'
import type { Holds } from '../../render/environment/schema.ts'
import { heldAfterRollback, hold, holdOf, lift } from '../../render/release/hold.ts'
import { build, commit, knowledge, pastOf, relation } from './builds.ts'

const moving = { reason: 'The database is being moved' }
const lost = { reason: 'Rolled back, orders were lost' }
const forward = pastOf({ backend: build('b') }, { backend: build('a') })
/** Went back on the 3rd of November, in commit 3. */
const reverted = pastOf({ backend: build('a') }, { backend: build('b') }, { backend: build('a') })

const explicit = (kind: 'environment' | 'service', said: object) => ({ kind, ...said })
const rolledBackState = { kind: 'went-back', commit: commit('3') }

describe('the hold in force on 2026-11-20', () => {
  test.each<[string, Holds, typeof forward, object | undefined]>([
    ['nothing said, nothing went back', {}, forward, undefined],
    ['of the environment', { environment: moving }, forward, explicit('environment', moving)],
    ['of the service', { services: { backend: lost } }, forward, explicit('service', lost)],
    ['of another service', { services: { frontend: lost } }, forward, undefined],
    [
      'of both: the environment is named',
      { environment: moving, services: { backend: lost } },
      forward,
      explicit('environment', moving),
    ],
    [
      'on its last day',
      { environment: { ...moving, until: '2026-11-20' } },
      forward,
      explicit('environment', { ...moving, until: '2026-11-20' }),
    ],
    ['on the day after', { environment: { ...moving, until: '2026-11-19' } }, forward, undefined],
    [
      'of the environment ended, of the service not',
      { environment: { ...moving, until: '2026-11-19' }, services: { backend: lost } },
      forward,
      explicit('service', lost),
    ],
    ['a revert', {}, reverted, rolledBackState],
    ['a revert that was lifted', { lifted: { backend: commit('3') } }, reverted, undefined],
    ['a revert, an earlier one was lifted', { lifted: { backend: commit('1') } }, reverted, rolledBackState],
    [
      'a revert of another service was lifted',
      { lifted: { frontend: commit('3') } },
      reverted,
      rolledBackState,
    ],
    ['a revert and a word', { services: { backend: lost } }, reverted, explicit('service', lost)],
    [
      'a revert whose hold has ended',
      { services: { backend: { ...lost, until: '2026-11-19' } } },
      reverted,
      undefined,
    ],
    [
      'a revert whose hold ended that very day',
      { services: { backend: { ...lost, until: '2026-11-03' } } },
      reverted,
      undefined,
    ],
    [
      'a revert after an older hold had ended',
      { services: { backend: { ...lost, until: '2026-11-02' } } },
      reverted,
      rolledBackState,
    ],
    [
      'a revert, and a hold of the whole environment has ended since',
      { environment: { ...moving, until: '2026-11-19' } },
      reverted,
      rolledBackState,
    ],
    [
      'lifted, and held by word',
      { services: { backend: lost }, lifted: { backend: commit('3') } },
      reverted,
      explicit('service', lost),
    ],
  ])('%s', (_, holds, past, expected) =>
    expect(holdOf('backend', { holds, past }, knowledge)).toEqual(expected),
  )

  test('a service named like what every object has is held by nothing', () =>
    expect(
      holdOf('constructor', { holds: { services: {}, lifted: {} }, past: forward }, knowledge),
    ).toBeUndefined())
})

describe('holding and lifting', () => {
  test('the environment', () => {
    const held = hold({ services: { backend: lost } }, undefined, moving)
    expect(held).toEqual({ environment: moving, services: { backend: lost } })
    expect(lift({ holds: held, past: reverted }, undefined, relation)).toEqual({
      services: { backend: lost },
    })
  })

  test('services, in alphabetical order', () => {
    const held = hold(hold({}, 'frontend', lost), 'backend', moving)
    expect(Object.keys(held.services ?? {})).toEqual(['backend', 'frontend'])
    expect(lift({ holds: held, past: forward }, 'backend', relation)).toEqual({
      services: { frontend: lost },
    })
  })

  test('holding again replaces reason and end', () =>
    expect(hold({ services: { backend: { ...lost, until: '2026-12-01' } } }, 'backend', moving)).toEqual({
      services: { backend: moving },
    }))

  test('the last one leaves nothing', () =>
    expect(lift({ holds: { services: { backend: lost } }, past: forward }, 'backend', relation)).toEqual({}))

  test('a service that went back is free afterwards, whether someone held it too or not', () => {
    for (const holds of [{}, { services: { backend: lost } }, { lifted: { backend: commit('1') } }]) {
      const lifted = lift({ holds, past: reverted }, 'backend', relation)
      expect(lifted).toEqual({ lifted: { backend: commit('3') } })
      expect(holdOf('backend', { holds: lifted, past: reverted }, knowledge)).toBeUndefined()
    }
  })

  test('and held again when it goes back once more', () => {
    const holds = lift({ holds: {}, past: reverted }, 'backend', relation)
    const again = pastOf(
      ...[build('a'), build('c'), build('a'), build('b'), build('a')].map((backend) => ({ backend })),
    )
    expect(holdOf('backend', { holds, past: again }, knowledge)).toEqual({
      kind: 'went-back',
      commit: commit('5'),
    })
  })

  test('a rollback holds what it moved and forgets what was lifted before', () =>
    expect(
      heldAfterRollback(
        { environment: moving, lifted: { backend: commit('1'), frontend: commit('2') } },
        ['mcp-server', 'backend'],
        lost,
      ),
    ).toEqual({
      environment: moving,
      services: { backend: lost, 'mcp-server': lost },
      lifted: { frontend: commit('2') },
    }))
})
