import { describe, expect, test } from 'vitest'
import { rolledBackState, wayOf } from '../../render/release/build-order.ts'
import type { Entry } from '../../render/release/types.ts'
import { bare, build, commit, digest, pastOf, relation } from './builds.ts'

describe('the way from one build to another', () => {
  /** Older runs first, as far as they ran. */
  test.each<[string, Entry, Entry, readonly Entry[], string]>([
    ['the source decides', build('a'), build('b'), [], 'forward'],
    ['also against the order of running', build('b'), build('a'), [build('b'), build('a')], 'back'],
    ['nothing changed', build('a'), build('a'), [], 'level'],
    ['a digest was filled in', bare('0.a'), build('a'), [], 'level'],
    ['a migration was noted', build('a'), build('a', { migration: 2 }), [], 'level'],
    ['no sources: back to what ran first', bare('2'), bare('1'), [bare('1'), bare('2')], 'back'],
    ['no sources: forward again', bare('1'), bare('2'), [bare('1'), bare('2'), bare('1')], 'forward'],
    ['no sources and never seen', bare('1'), bare('0'), [bare('1')], 'forward'],
    ['back to a build without source', build('b'), bare('1'), [bare('1'), build('b')], 'back'],
    ['unrelated: back to what ran first', build('f'), build('c'), [build('c'), build('f')], 'back'],
    ['unknown: back to what ran first', build('x'), build('c'), [build('c'), build('x')], 'back'],
    ['unknown and new', build('c'), build('x'), [build('c')], 'forward'],
    [
      'another image of the same source',
      build('c'),
      build('c', { digest: digest('9') }),
      [build('c')],
      'forward',
    ],
    [
      'and back to the first image',
      build('c', { digest: digest('9') }),
      build('c'),
      [build('c'), build('c', { digest: digest('9') })],
      'back',
    ],
  ])('%s', (_, from, to, oldestFirst, expected) => {
    const past = pastOf(...oldestFirst.map((backend) => ({ backend })).reverse())
    expect(wayOf('backend', from, to, { past, relation })).toBe(expected)
  })
})

describe('the state in which a service went back', () => {
  const [A, B, C] = [build('a'), build('b'), build('c')]
  const completed = build('a', { migration: 3 })
  /** Newest first; commit n is the n-th from the end. */
  test.each<[string, readonly (Entry | undefined)[], string | undefined]>([
    ['no history', [], undefined],
    ['a first build', [A], undefined],
    ['only forward', [C, B, A], undefined],
    ['a revert', [A, B, A], '3'],
    ['a jump back by hand to what never ran', [A, C], '2'],
    ['a revert that was reverted', [B, A, B, A], undefined],
    ['a revert, and forward since', [C, A, B, A], undefined],
    ['a revert, and other services since', [A, A, A, B, A], '3'],
    ['a revert, and a migration noted since', [completed, A, B, A], '3'],
    ['a revert of the first bump', [bare('1'), B, bare('1')], '3'],
    ['without sources', [bare('1'), bare('2'), bare('1')], '3'],
    ['without sources, and forward again', [bare('2'), bare('1'), bare('2'), bare('1')], undefined],
    ['not there any more', [undefined, B, A], undefined],
    ['not there before', [A, undefined, B], undefined],
  ])('%s', (_, newestFirst, expected) => {
    const past = pastOf(...newestFirst.map((backend): Record<string, Entry> => (backend ? { backend } : {})))
    expect(rolledBackState('backend', { past, relation })?.commit[0]).toBe(expected)
  })

  /** What the backend ran, while the frontend ran on: newest first. */
  test.each<[string, readonly (Entry | undefined)[], string | undefined]>([
    ['it went back by way of being away', [A, undefined, B], '3'],
    ['it was away, and came again as it had gone back', [A, undefined, A, B], '2'],
    ['it was away, and went on', [B, undefined, A], undefined],
  ])('also where it was away for a while: %s', (_, newestFirst, expected) => {
    const past = pastOf(...newestFirst.map((backend) => ({ frontend: A, ...(backend && { backend }) })))
    expect(rolledBackState('backend', { past, relation })?.commit[0]).toBe(expected)
  })

  test('an environment that was removed and comes again as it was is held as it was', () => {
    const past = pastOf({ backend: A }, {}, { backend: A }, { backend: B }, { backend: A })
    expect(rolledBackState('backend', { past, relation })?.commit).toBe(commit('3'))
  })

  test('of that service alone', () => {
    const past = pastOf({ backend: A, frontend: B }, { backend: B, frontend: B }, { backend: A, frontend: A })
    expect(rolledBackState('backend', { past, relation })?.commit).toBe(commit('3'))
    expect(rolledBackState('frontend', { past, relation })).toBeUndefined()
  })
})
