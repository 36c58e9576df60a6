import type { Release } from '../../render/environment/schema.ts'
import type { Entry, Knowledge, Past, Relate, Running } from '../../render/release/types.ts'

/** A full commit id that is easily told apart. */
export const commit = (letter: string): string => letter.repeat(40)

export const digest = (letter: string): string => `sha256:${letter.repeat(64)}`

/** A build of the source commit of this letter. */
export const build = (letter: string, change: Partial<Entry> = {}): Entry => ({
  tag: `0.${letter}`,
  digest: digest(letter),
  commit: commit(letter),
  ...change,
})

/** A build of which nothing but the tag was recorded. */
export const bare = (tag: string): Entry => ({ tag })

/** Sources a to e follow one another; f forks off behind a; git has no other. */
export const relation: Relate = (a, b) => {
  if (a === b) return 'same'
  const [left, right] = [a[0] ?? '', b[0] ?? '']
  if (!'abcdef'.includes(left) || !'abcdef'.includes(right)) return 'unknown'
  if (left === 'f' || right === 'f') return left === 'a' ? 'older' : right === 'a' ? 'newer' : 'unrelated'
  return left < right ? 'older' : 'newer'
}

export const release = (services: Readonly<Record<string, Entry>>): Release => ({ services })

/** The releases, newest first, as states of the commits 1, 2, 3 (oldest first) and of as many days of November. */
export const pastOf = (...newestFirst: readonly Readonly<Record<string, Entry>>[]): Past =>
  newestFirst.map((services, index) => ({
    commit: commit(String(newestFirst.length - index)),
    day: `2026-11-0${newestFirst.length - index}`,
    release: release(services),
  }))

/** An environment that came to run what it runs by these releases, newest first. */
export const running = (
  newestFirst: readonly Readonly<Record<string, Entry>>[],
  change: Partial<Running> = {},
): Running => ({
  name: 'staging',
  release: release(newestFirst[0] ?? {}),
  holds: {},
  past: pastOf(...newestFirst),
  digests: true,
  ...change,
})

export const knowledge: Knowledge = {
  relation,
  today: '2026-11-20',
  services: ['backend', 'frontend', 'mcp-server', 'constructor'],
}
