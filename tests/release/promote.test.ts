import { describe, expect, test } from 'vitest'
import { promote } from '../../render/release/promote.ts'
import type { Entry, Running } from '../../render/release/types.ts'
import { bare, build, commit, knowledge, release, running } from './builds.ts'

const staging = (services: Readonly<Record<string, Entry>>) => ({
  name: 'staging',
  release: release(services),
})
const production = (services: Readonly<Record<string, Entry>>, change: Partial<Running> = {}) =>
  running([services], { name: 'production', ...change })

const decisionsOf = (...args: Parameters<typeof promote>) =>
  promote(...args).decisions.map(({ service, action, reason }) => `${service} ${action}: ${reason.code}`)

describe('the target runs what the source runs', () => {
  const [A, B, C] = [build('a'), build('b'), build('c', { migration: 7, contracting: 5 })]
  const source = staging({ backend: C, frontend: B, 'mcp-server': B })
  const target = production({ backend: A, frontend: B, 'mcp-server': A })

  test('all of it, and what it knows of the database', () => {
    const { decisions, release, ranges } = promote(source, target, undefined, knowledge)
    expect(decisions).toEqual([
      { service: 'backend', action: 'set', from: A, to: C, reason: { code: 'newer' } },
      { service: 'frontend', action: 'unchanged', from: B, to: B, reason: { code: 'same' } },
      { service: 'mcp-server', action: 'set', from: A, to: B, reason: { code: 'newer' } },
    ])
    expect(release.services).toEqual({ backend: C, frontend: B, 'mcp-server': B })
    expect(ranges).toEqual([
      { service: 'backend', from: commit('a'), to: commit('c') },
      { service: 'mcp-server', from: commit('a'), to: commit('b') },
    ])
  })

  test('only the chosen services', () => {
    const { release, ranges } = promote(source, target, ['mcp-server'], knowledge)
    expect(release.services).toEqual({ backend: A, frontend: B, 'mcp-server': B })
    expect(ranges.map(({ service }) => service)).toEqual(['mcp-server'])
  })

  test('another tag of the same source, or a digest that is filled in: there are no commits to show', () => {
    const retagged = build('b', { tag: 'v0.b' })
    const target = production({ backend: B, frontend: bare('0.b') }, { digests: false })
    const { release, ranges } = promote(
      staging({ backend: retagged, frontend: { tag: '0.b', digest: B.digest as string } }),
      target,
      undefined,
      knowledge,
    )
    expect(release.services).toEqual({
      backend: retagged,
      frontend: { tag: '0.b', digest: B.digest },
    })
    expect(ranges).toEqual([])
  })

  test('a service that the target has not run yet: the range has no beginning', () => {
    const { release, ranges } = promote(source, production({ frontend: B }), ['backend'], knowledge)
    expect(release.services).toEqual({ backend: C, frontend: B })
    expect(ranges).toEqual([{ service: 'backend', to: commit('c') }])
  })
})

describe('what is refused', () => {
  const held = { services: { backend: { reason: 'Orders were lost' } } }
  test.each<[string, Parameters<typeof promote>[0], Running, readonly string[] | undefined, string]>([
    [
      'an older build',
      staging({ backend: build('a') }),
      production({ backend: build('b') }),
      undefined,
      'backend refused: downgrade',
    ],
    [
      'an older build that only the past tells',
      staging({ backend: bare('1') }),
      running([{ backend: bare('2') }, { backend: bare('1') }], { digests: false }),
      undefined,
      'backend refused: downgrade',
    ],
    [
      'a build from beside',
      staging({ backend: build('f') }),
      production({ backend: build('b') }),
      undefined,
      'backend refused: unrelated',
    ],
    [
      'a held service',
      staging({ backend: build('b') }),
      production({ backend: build('a') }, { holds: held }),
      undefined,
      'backend refused: held',
    ],
    [
      'no digest where there must be one',
      staging({ backend: { tag: '0.b', commit: commit('b') } }),
      production({ backend: build('a') }),
      undefined,
      'backend refused: digest-missing',
    ],
    [
      'a service that the source lacks',
      staging({ frontend: build('b') }),
      production({ backend: build('a') }),
      ['backend'],
      'backend refused: not-in-source',
    ],
    [
      'an unknown service',
      staging({ backend: build('b') }),
      production({ backend: build('a') }),
      ['backendd'],
      'backendd refused: unknown-service',
    ],
    [
      'a build for another database',
      staging({ 'mcp-server': build('b', { migration: 4 }) }),
      production({
        backend: build('b', { migration: 7, contracting: 5 }),
        'mcp-server': build('a', { migration: 7 }),
      }),
      undefined,
      'mcp-server refused: contracted',
    ],
  ])('%s', (_, source, target, chosen, expected) => {
    expect(decisionsOf(source, target, chosen, knowledge)).toEqual([expected])
    expect(promote(source, target, chosen, knowledge)).toMatchObject({ release: target.release, ranges: [] })
  })

  test('a held service does not keep the others', () => {
    const target = production({ backend: build('a'), frontend: build('a') }, { holds: held })
    const source = staging({ backend: build('b'), frontend: build('b') })
    expect(decisionsOf(source, target, undefined, knowledge)).toEqual([
      'backend refused: held',
      'frontend set: newer',
    ])
  })
})
