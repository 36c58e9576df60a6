import { requireWholeClone } from '../../delivery/clone.ts'
import { EXIT, type Line, type Outcome } from '../../output/outcome.ts'
import { duration } from '../../release/duration.ts'
import type { Health } from '../../release/health.ts'
import { history as changesOf } from '../../release/history.ts'
import { readInputs } from '../../repository/inputs.ts'
import { readAncestry } from '../../tools/ancestry.ts'
import { commitOf } from '../../tools/git.ts'
import { unknownEnvironments } from '../select.ts'
import { healthAt, recordHere } from './health-record.ts'
import { pastOf, type Recorded } from './running.ts'

export interface HistoryOptions {
  /** Maximum number of commits to show. */
  readonly limit?: number
}

/** The commits that changed what an environment runs, newest first. @throws GitError. */
export async function history(
  root: string,
  environment: string,
  { limit = 20 }: HistoryOptions,
): Promise<Outcome> {
  const unknown = unknownEnvironments([environment], readInputs(root).inputs)
  if (unknown) return unknown
  await requireWholeClone(root)
  const head = await commitOf(root, 'HEAD')
  const [past, relation, record] = await Promise.all([
    pastOf(root, head, environment),
    readAncestry(root),
    recordHere(root),
  ])
  const all = changesOf<Recorded>(past, relation)
  const entries = all.slice(0, limit)
  const health = record && (await healthAt(root, head, record.get(environment) ?? [], all))
  return {
    exit: EXIT.good,
    lines: [
      ...entries.flatMap(({ commit, committed, day, author, subject, changes, rollback }): Line[] => [
        {
          text: `${commit.slice(0, 8)} ${day} ${author}: ${subject}${rollback ? ' (rollback)' : ''}`,
          ...(rollback && { tone: 'changed' as const }),
        },
        ...changes.map(
          ({ service, from, to }): Line => ({
            text: `  ${service}: ${from?.tag ?? 'nothing'} -> ${to?.tag ?? 'nothing'}`,
          }),
        ),
        ...(health ? [healthLine(committed, health.get(commit))] : []),
      ]),
      ...(all.length > entries.length
        ? [{ text: `… and ${all.length - entries.length} more: --limit shows them.`, tone: 'quiet' as const }]
        : []),
    ],
    errors: all.length === 0 ? [`Nothing has changed what ${environment} runs yet.`] : [],
    json: {
      environment,
      entries: entries.map(({ commit, committed, author, date, subject, changes, rollback }) => ({
        commit,
        author,
        date,
        subject,
        rollback,
        changes,
        ...(health && { health: healthJson(committed, health.get(commit)) }),
      })),
    },
  }
}

/** What is known of a release, from the moment it was committed, in seconds since 1970. */
function healthLine(committed: number, health: Health | undefined): Line {
  if (!health) return { text: '  not known to be healthy', tone: 'quiet' }
  const { first, state, reason } = health
  const healthy = first === undefined ? undefined : `healthy after ${duration(after(committed, first))}`
  if (state === 'success') return { text: `  ${healthy}`, tone: 'good' }
  const failed = `failed after ${duration(after(committed, health.at))}${reason ? `: ${reason}` : ''}`
  return { text: `  ${healthy ? `${healthy}, ` : ''}${failed}`, tone: 'bad' }
}

const healthJson = (committed: number, health: Health | undefined) =>
  health
    ? {
        state: health.state,
        at: new Date(health.at).toISOString(),
        synced: health.commit,
        ...(health.first !== undefined && {
          healthyAfterSeconds: Math.round(after(committed, health.first) / 1000),
        }),
        ...(health.reason !== undefined && { reason: health.reason }),
      }
    : null

/** Clocks of two machines differ. */
const after = (committed: number, at: number): number => Math.max(0, at - committed * 1000)
