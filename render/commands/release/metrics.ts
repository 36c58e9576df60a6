import { requireWholeClone } from '../../delivery/clone.ts'
import { EXIT, type Line, type Outcome, wrong } from '../../output/outcome.ts'
import { duration } from '../../release/duration.ts'
import { history } from '../../release/history.ts'
import { type Dated, type Metrics, metricsOf, type Spread } from '../../release/metrics.ts'
import { readInputs } from '../../repository/inputs.ts'
import { readAncestry } from '../../tools/ancestry.ts'
import { commitOf } from '../../tools/git.ts'
import { commitTimes } from '../../tools/git-history.ts'
import { dayOf } from '../day.ts'
import { unknownEnvironments } from '../select.ts'
import { healthAt, recordHere } from './health-record.ts'
import { pastOf, type Recorded } from './running.ts'

export interface MetricsOptions {
  /** `90d`, `12w` or a day. */
  readonly since: string
  readonly now?: Date
}

const DAY = 24 * 3600 * 1000

/** How delivery went: the metrics of each environment. @throws {GitError}. */
export async function metrics(
  root: string,
  names: readonly string[],
  { since, now = new Date() }: MetricsOptions,
): Promise<Outcome> {
  const { inputs } = readInputs(root)
  const unknown = unknownEnvironments(names, inputs)
  if (unknown) return unknown
  const from = beginOf(since, now)
  if (from === undefined)
    return wrong(
      `--since: must be days (90d), weeks (12w) or a day of the past (YYYY-MM-DD), not "${since}".`,
    )
  await requireWholeClone(root)
  const period = { from, to: now.getTime() }
  const wanted = names.length > 0 ? [...new Set(names)] : inputs.sources.map(({ name }) => name)
  const found = await deliveryOf(root, await commitOf(root, 'HEAD'), wanted, period)
  const days = Math.max(1, Math.round((period.to - from) / DAY))
  return {
    exit: EXIT.good,
    lines: [
      {
        text: `${dayOf(new Date(from))} to ${dayOf(now)} (${days} ${days === 1 ? 'day' : 'days'})`,
        tone: 'quiet',
      },
      ...found.flatMap(({ environment, metrics: each }) => linesOf(environment, each)),
    ],
    errors: [],
    json: {
      since: new Date(from).toISOString(),
      until: now.toISOString(),
      environments: Object.fromEntries(
        found.map(({ environment, metrics: each }) => [environment, jsonOf(each)]),
      ),
    },
  }
}

/**
 * The metrics of each environment as git has them at a commit.
 *
 * @param period ms since 1970. @throws {GitError}.
 */
export async function deliveryOf(
  root: string,
  head: string,
  environments: readonly string[],
  period: { readonly from: number; readonly to: number },
): Promise<{ readonly environment: string; readonly metrics: Metrics }[]> {
  const [relation, record] = await Promise.all([readAncestry(root, head), recordHere(root)])
  const all = await Promise.all(
    environments.map(async (environment) => {
      const past = await pastOf(root, head, environment)
      const releases = history<Recorded>(past, relation)
      const health = await healthAt(root, head, record?.get(environment) ?? [], releases)
      const entries = releases.map((entry): Dated => {
        const healthy = health.get(entry.commit)?.first
        return { ...entry, at: entry.committed * 1000, ...(healthy !== undefined && { healthy }) }
      })
      return { environment, entries }
    }),
  )
  const sources = all.flatMap(({ entries }) =>
    entries.flatMap(({ changes }) => changes.flatMap(({ to }) => to?.commit ?? [])),
  )
  const times = await commitTimes(root, [...new Set(sources)])
  const sourceTime = (commit: string): number | undefined => {
    const seconds = times.get(commit)
    return seconds === undefined ? undefined : seconds * 1000
  }
  return all.map(({ environment, entries }) => ({
    environment,
    metrics: metricsOf(entries, period, sourceTime),
  }))
}

/** The moment at which a period begins; undefined if it isn't one, or begins in the future. */
function beginOf(since: string, now: Date): number | undefined {
  const ago = /^([1-9]\d{0,4})([dw])$/.exec(since)
  if (ago) return now.getTime() - Number(ago[1]) * (ago[2] === 'w' ? 7 : 1) * DAY
  if (!/^\d{4}-\d\d-\d\d$/.test(since)) return undefined
  const day = new Date(`${since}T00:00:00Z`)
  const exists = !Number.isNaN(day.getTime()) && dayOf(day) === since
  return exists && day < now ? day.getTime() : undefined
}

function linesOf(environment: string, each: Metrics): Line[] {
  const { deployments, failureRate, failed, healthy, leadTime, restoreTime } = each
  const row = (name: string, value: string, note: string): Line => ({
    text: `  ${name.padEnd(20)} ${value.padEnd(22)} ${note}`.trimEnd(),
  })
  return [
    { text: '' },
    { text: environment },
    row('deployments', String(deployments), deployments > 0 ? `${each.perWeek.toFixed(1)} a week` : ''),
    ...(healthy > 0
      ? [row('healthy', String(healthy), `of ${deployments} deployments are known to have become so`)]
      : []),
    row('lead time', ...spread(leadTime, 'builds with a known source commit')),
    row(
      'change failure rate',
      failureRate === undefined ? '-' : `${(failureRate * 100).toFixed(0)} %`,
      failureRate === undefined ? '' : `${failed} of ${deployments} rolled back`,
    ),
    row('time to restore', ...spread(restoreTime, 'rollbacks')),
  ]
}

const spread = (found: Spread | undefined, what: string): [string, string] =>
  found
    ? [`median ${duration(found.median)}`, `90 % within ${duration(found.p90)}, of ${found.count} ${what}`]
    : ['-', `no ${what}`]

/** Durations in seconds, as metrics have them everywhere. */
const jsonOf = ({ leadTime, restoreTime, weeks, ...counts }: Metrics): Record<string, unknown> => ({
  ...counts,
  ...(leadTime && { leadTimeSeconds: inSeconds(leadTime) }),
  ...(restoreTime && { restoreTimeSeconds: inSeconds(restoreTime) }),
  weeks: weeks.map(({ from, to, ...week }) => ({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    ...week,
  })),
})

const inSeconds = ({ count, median, p90 }: Spread): Spread => ({
  count,
  median: Math.round(median / 1000),
  p90: Math.round(p90 / 1000),
})
