import { byTime, type Status } from './status.ts'

/** How a release went in the cluster, as far as Argo CD reported it. */
export interface Health {
  /** By the newest result: `success` if it is healthy, `failure` if it isn't. */
  readonly state: 'success' | 'failure'
  /** When that was reported, ms since 1970. */
  readonly at: number
  /** The commit that Argo CD synced: the release's own, or a later one with the same release. */
  readonly commit: string
  /** When it was healthy for the first time, if it ever was. */
  readonly first?: number
  /** Since when it has been healthy without a failure in between, if it is. */
  readonly since?: number
  /** What failed, if the newest result is a failure. */
  readonly reason?: string
}

/** Where a commit stands on the branch: 0 is the newest; undefined if it isn't on it. */
export type Position = (commit: string) => number | undefined

/** The position of each commit of a branch, given newest first. */
export function positions(line: readonly string[]): Position {
  const known = new Map(line.map((commit, index) => [commit, index]))
  return (commit) => known.get(commit)
}

/**
 * The statuses of each release, oldest first, by the commit that brought it: those of the commit itself and of the ones
 * after it until the next release. Argo CD syncs the newest commit, not each, so that a release's own commit may never
 * be synced.
 *
 * @param releases the commits that brought one, newest first. Statuses of commits off the branch are left out.
 */
export function statusesByRelease(
  releases: readonly string[],
  statuses: readonly Status[],
  position: Position,
): ReadonlyMap<string, readonly Status[]> {
  const starts = releases.map((commit) => ({ commit, at: position(commit) ?? Number.POSITIVE_INFINITY }))
  const found = new Map<string, Status[]>()
  for (const status of statuses.toSorted(byTime)) {
    const at = position(status.commit)
    const release = at === undefined ? undefined : firstNotBelow(starts, at)
    if (!release) continue
    const before = found.get(release.commit)
    if (before) before.push(status)
    else found.set(release.commit, [status])
  }
  return found
}

/** The health that some statuses of one release come to, oldest first; none without a result. */
export function healthOf(statuses: readonly Status[]): Health | undefined {
  const results = statuses.filter(({ state }) => state !== 'pending')
  const last = results.at(-1)
  if (!last) return undefined
  const first = results.find(({ state }) => state === 'success')?.at
  const failed = results.findLastIndex(({ state }) => state === 'failure')
  const since = results[failed + 1]?.at
  return {
    state: last.state === 'success' ? 'success' : 'failure',
    at: last.at,
    commit: last.commit,
    ...(first !== undefined && { first }),
    ...(since !== undefined && { since }),
    ...(last.state === 'failure' && { reason: last.description }),
  }
}

/** The first of the places in ascending order that isn't below `at`. */
function firstNotBelow<T extends { readonly at: number }>(places: readonly T[], at: number): T | undefined {
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] as T).at < at) low = middle + 1
    else high = middle
  }
  return places[low]
}
