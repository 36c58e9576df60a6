import { requireWholeClone } from '../../delivery/clone.ts'
import { EXIT, type Line, type Outcome } from '../../output/outcome.ts'
import { history as changesOf } from '../../release/history.ts'
import { readInputs } from '../../repository/inputs.ts'
import { readAncestry } from '../../tools/ancestry.ts'
import { commitOf } from '../../tools/git.ts'
import { unknownEnvironments } from '../select.ts'
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
  const [past, relation] = await Promise.all([pastOf(root, head, environment), readAncestry(root)])
  const all = changesOf<Recorded>(past, relation)
  const entries = all.slice(0, limit)
  return {
    exit: EXIT.good,
    lines: [
      ...entries.flatMap(({ commit, day, author, subject, changes, rollback }): Line[] => [
        {
          text: `${commit.slice(0, 8)} ${day} ${author}: ${subject}${rollback ? ' (rollback)' : ''}`,
          ...(rollback && { tone: 'changed' as const }),
        },
        ...changes.map(
          ({ service, from, to }): Line => ({
            text: `  ${service}: ${from?.tag ?? 'nothing'} -> ${to?.tag ?? 'nothing'}`,
          }),
        ),
      ]),
      ...(all.length > entries.length
        ? [{ text: `… and ${all.length - entries.length} more: --limit shows them.`, tone: 'quiet' as const }]
        : []),
    ],
    errors: all.length === 0 ? [`Nothing has changed what ${environment} runs yet.`] : [],
    json: {
      environment,
      entries: entries.map(({ commit, author, date, subject, changes, rollback }) => ({
        commit,
        author,
        date,
        subject,
        rollback,
        changes,
      })),
    },
  }
}
