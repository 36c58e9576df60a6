import { sameBuild } from './entry.ts'
import type { HistoryEntry } from './history.ts'
import type { PastState } from './types.ts'

/** A commit that changed what an environment runs, with the moment it reached the branch, in ms since 1970. */
export type Dated = HistoryEntry<PastState> & {
  readonly at: number
  /** When it was healthy in the cluster for the first time, if that is known. */
  readonly healthy?: number
}

/** From `from` up to, but not including, `to`; ms since 1970. */
export interface Period {
  readonly from: number
  readonly to: number
}

/** How a set of durations is spread, in ms. */
export interface Spread {
  readonly count: number
  readonly median: number
  /** Nine out of ten took no longer. */
  readonly p90: number
}

export interface Week extends Period {
  readonly deployments: number
  /** Of these, how many were rolled back later, in whatever week. */
  readonly failed: number
  readonly rollbacks: number
}

/** The four metrics of DORA for one environment, as far as git knows them. https://dora.dev/guides/dora-metrics-four-keys/ */
export interface Metrics {
  readonly deployments: number
  readonly rollbacks: number
  /** Deployment frequency: deployments a week. */
  readonly perWeek: number
  /** Of the deployments, how many are known to have become healthy. */
  readonly healthy: number
  /**
   * From the source commit that an image was built from until its deployment was healthy, or was committed where health
   * isn't known; none without such commits.
   */
  readonly leadTime?: Spread
  /** Change failure rate: the share of deployments that a rollback took back, 0 to 1; none without deployments. */
  readonly failureRate?: number
  readonly failed: number
  /** From the oldest deployment that a rollback took back to that rollback; none without rollbacks. */
  readonly restoreTime?: Spread
  /** Oldest first; the last one ends with the period, and only the first may be shorter than a week. */
  readonly weeks: readonly Week[]
}

const WEEK = 7 * 24 * 3600 * 1000

/**
 * @param entries all that `history` found, newest first: a rollback in the period may take back an older deployment.
 * @param sourceTime when a source commit was made, ms since 1970; undefined if git doesn't have it.
 */
export function metricsOf(
  entries: readonly Dated[],
  period: Period,
  sourceTime: (commit: string) => number | undefined,
): Metrics {
  const takenBack = new Map(
    entries.filter(({ rollback }) => rollback).map((each) => [each, undone(each, entries)]),
  )
  const failed = new Set([...takenBack.values()].flat())
  const inPeriod = entries.filter(({ at }) => at >= period.from && at < period.to)
  const deployments = inPeriod.filter(isDeployment)
  const rollbacks = inPeriod.filter(({ rollback }) => rollback)
  const failures = deployments.filter((each) => failed.has(each))
  const leadTime = spreadOf(deployments.flatMap((each) => leadTimes(each, sourceTime)))
  const restoreTime = spreadOf(
    rollbacks.flatMap((each) => {
      const oldest = takenBack.get(each)?.at(-1)
      return oldest ? [Math.max(0, each.at - oldest.at)] : []
    }),
  )
  return {
    deployments: deployments.length,
    rollbacks: rollbacks.length,
    healthy: deployments.filter(({ healthy }) => healthy !== undefined).length,
    perWeek: period.to > period.from ? (deployments.length * WEEK) / (period.to - period.from) : 0,
    ...(leadTime && { leadTime }),
    ...(deployments.length > 0 && { failureRate: failures.length / deployments.length }),
    failed: failures.length,
    ...(restoreTime && { restoreTime }),
    weeks: weeksOf(period).map((week) => {
      const within = ({ at }: Dated): boolean => at >= week.from && at < week.to
      return {
        ...week,
        deployments: deployments.filter(within).length,
        failed: failures.filter(within).length,
        rollbacks: rollbacks.filter(within).length,
      }
    }),
  }
}

/** A commit that brought a build and took none back. What is only now known of a build that runs brings none. */
const isDeployment = ({ rollback, changes }: Dated): boolean =>
  !rollback && changes.some(({ from, to }) => to && !(from && sameBuild(from, to)))

/** The deployments that a rollback took back, newest first: all that moved a service after it last ran that build. */
function undone(rollback: Dated, entries: readonly Dated[]): Dated[] {
  const before = entries.slice(entries.indexOf(rollback) + 1)
  const found = new Set<Dated>()
  for (const { service, back, to } of rollback.changes) {
    if (!back || !to) continue
    const since: Dated[] = []
    for (const each of before) {
      const brought = each.changes.find((change) => change.service === service)?.to
      if (brought && sameBuild(brought, to)) {
        for (const deployment of since) found.add(deployment)
        break
      }
      if (brought && isDeployment(each)) since.push(each)
    }
  }
  return before.filter((each) => found.has(each))
}

/** One duration for each build that a deployment brought and whose source git knows. */
const leadTimes = (
  { at, healthy, changes }: Dated,
  sourceTime: (commit: string) => number | undefined,
): number[] =>
  changes.flatMap(({ to }) => {
    const made = to?.commit === undefined ? undefined : sourceTime(to.commit)
    // Clocks of two machines differ.
    return made === undefined ? [] : [Math.max(0, (healthy ?? at) - made)]
  })

/** By the nearest rank, so that each figure is one that was measured. */
function spreadOf(durations: readonly number[]): Spread | undefined {
  const sorted = durations.toSorted((a, b) => a - b)
  const rank = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] as number
  return sorted.length === 0 ? undefined : { count: sorted.length, median: rank(0.5), p90: rank(0.9) }
}

function weeksOf({ from, to }: Period): Period[] {
  const weeks: Period[] = []
  for (let end = to; end > from; end -= WEEK) weeks.unshift({ from: Math.max(from, end - WEEK), to: end })
  return weeks
}
