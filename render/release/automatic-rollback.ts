import type { Holds } from '../environment/schema.ts'
import { named } from './entry.ts'
import { type Position, positions, statusesByRelease } from './health.ts'
import type { HistoryEntry } from './history.ts'
import { rollback } from './rollback.ts'
import { byTime, type Status } from './status.ts'
import type { Decision, Knowledge, PastState, Running } from './types.ts'

/** How long a failure has to last: Argo CD may report the opposite a moment later. */
export const SETTLE = 60_000
/** A failure that is older has been seen by people, and what they do counts. */
export const OLDEST = 20 * 60_000

/** Everything that a rollback without a person is decided by. */
export interface Situation {
  /** Of environment.yaml, in ms; none if the environment doesn't ask for it. */
  readonly within: number | undefined
  /** The commit that was reported as failed. */
  readonly failed: string
  /** All that the cluster's App reported of this environment, of whatever commit. */
  readonly statuses: readonly Status[]
  /** The commits of the branch along the first parents, newest first. */
  readonly line: readonly string[]
  /** Those of them that changed something else than the release of what this environment is built from. */
  readonly others: readonly string[]
  /** The commits that brought a release, newest first. */
  readonly releases: readonly HistoryEntry<PastState & { readonly committed: number }>[]
  readonly running: Running
  readonly knowledge: Knowledge
  /** ms since 1970. */
  readonly now: number
}

/** Why nothing is rolled back. */
export type NoRollbackReason =
  /** The environment doesn't ask for it. */
  | 'off'
  /** The cluster's App reported no failure of this commit: the call was forged, or meant something else. */
  | 'no-failure'
  /** The commit isn't on the branch. */
  | 'off-branch'
  /** A success was reported since. */
  | 'recovered'
  /** A sync is running. */
  | 'syncing'
  /** The failure is older than 20 minutes. */
  | 'too-old'
  /** The commit runs no release, or one that isn't the newest: a rollback or a newer release is on its way. */
  | 'superseded'
  /** A later commit changes the environment. */
  | 'change-on-its-way'
  /** Going back failed; going back further is for people. */
  | 'rollback-failed'
  /** Nothing was healthy before, so that going back need not help. */
  | 'never-healthy'
  /** It had failed before the release came. */
  | 'failed-before'
  | 'several-releases'
  /** Settings, base or the Application changed with it. */
  | 'other-change'
  /** A person holds what would go back. */
  | 'held'
  /** The release ran for longer than `within`. */
  | 'too-late'
  /** The database can't go back so far. */
  | 'below-floor'
  /** The rollback itself is refused. */
  | 'refused'

export type Verdict =
  | {
      readonly action: 'roll-back'
      /** The commit that brought the release. */
      readonly release: string
      /** The commit before, whose state is restored. */
      readonly to: string
      readonly services: readonly string[]
      readonly failure: Status
    }
  | { readonly action: 'wait'; readonly until: number }
  | { readonly action: 'none'; readonly why: NoRollbackReason; readonly refusal?: Decision }

/** Decides whether a failed release is rolled back without a person: only if exactly one release can be to blame. */
export function decideRollback(situation: Situation): Verdict {
  const { within, failed, statuses, line, others, releases, running, knowledge, now } = situation
  const none = (why: NoRollbackReason, refusal?: Decision): Verdict => ({
    action: 'none',
    why,
    ...(refusal && { refusal }),
  })
  if (within === undefined) return none('off')
  const position = positions(line)
  const at = position(failed)
  const failure = statuses
    .filter(({ commit, state }) => commit === failed && state === 'failure')
    .toSorted(byTime)[0]
  if (!failure) return none('no-failure')
  if (at === undefined) return none('off-branch')

  const since = statuses.filter((each) => isAtOrAbove(each, at, position)).toSorted(byTime)
  const last = since.at(-1) as Status
  if (last.state === 'success') return none('recovered')
  if (last.state === 'pending') return none('syncing')

  const brought = releases.map(({ commit }) => commit)
  const index = releases.findIndex(({ commit }) => (position(commit) ?? -1) >= at)
  const release = releases[index]
  const before = running.past[running.past.findIndex(({ commit }) => commit === release?.commit) + 1]
  if (!release || index > 0) return none('superseded')
  if (others.some((commit) => (position(commit) as number) < at)) return none('change-on-its-way')
  const came = position(release.commit) as number
  const begun = startOfFailure(statuses.filter((each) => isAtOrAbove(each, came, position)).toSorted(byTime))
  // A success that came late, of an older commit with the same release.
  if (!begun) return none('recovered')
  if (now - begun.at > OLDEST) return none('too-old')
  if (release.rollback) return none('rollback-failed')

  const earlier = statuses.filter((each) => each.state !== 'pending' && (position(each.commit) ?? -1) > came)
  const healthy = earlier
    .filter(({ state }) => state === 'success')
    .map(({ commit }) => position(commit) as number)
  if (healthy.length === 0 || !before) return none('never-healthy')
  const from = Math.min(...healthy)
  if (brought.filter((commit) => isBetween(position(commit), at, from)).length > 1)
    return none('several-releases')
  if (others.some((commit) => isBetween(position(commit), at, from))) return none('other-change')
  if (earlier.toSorted(byTime).at(-1)?.state === 'failure') return none('failed-before')

  if (begun.at - arrivalOf(release, statusesByRelease(brought, statuses, position)) > within)
    return none('too-late')
  const to = line[came + 1] as string
  const services = release.changes.map(({ service }) => service)
  if (isHeld(running.holds, services, knowledge.today)) return none('held')
  const { decisions } = rollback(running, { to: before, services, reason: '', onlyWhatRan: true }, knowledge)
  const refusal = decisions.find(({ action }) => action === 'refused')
  if (refusal) {
    const { code } = refusal.reason
    return none(code === 'contracted' || code === 'migration-unknown' ? 'below-floor' : 'refused', refusal)
  }
  if (now < last.at + SETTLE) return { action: 'wait', until: last.at + SETTLE }
  return { action: 'roll-back', release: release.commit, to, services, failure: begun }
}

const isAtOrAbove = ({ commit }: Status, at: number, position: Position): boolean =>
  (position(commit) ?? Number.POSITIVE_INFINITY) <= at

/** The first failure after the last success, if there is one. */
function startOfFailure(statuses: readonly Status[]): Status | undefined {
  const healthy = statuses.findLastIndex(({ state }) => state === 'success')
  return statuses.slice(healthy + 1).find(({ state }) => state === 'failure')
}

/** From the newer place up to, but not including, the older one. */
const isBetween = (place: number | undefined, newer: number, older: number): boolean =>
  place !== undefined && place >= newer && place < older

/** When a release began to be deployed: with its first sync, or with its commit if no sync was reported to begin. */
function arrivalOf(
  { commit, committed }: { readonly commit: string; readonly committed: number },
  statuses: ReadonlyMap<string, readonly Status[]>,
): number {
  const first = statuses.get(commit)?.[0]
  return first && first.state !== 'failure' ? first.at : committed * 1000
}

function isHeld(holds: Holds, services: readonly string[], today: string): boolean {
  const inForce = (hold: Holds['environment']): boolean =>
    hold !== undefined && (hold.until === undefined || today <= hold.until)
  return inForce(holds.environment) || services.some((service) => inForce(named(holds.services, service)))
}
