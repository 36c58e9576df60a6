import { requireWholeClone } from '../../delivery/clone.ts'
import { deliver } from '../../delivery/deliver.ts'
import { fetchBranch } from '../../delivery/fetch.ts'
import { EXIT, type Line, type Outcome, wrong } from '../../output/outcome.ts'
import { type Status, withStatuses } from '../../release/status.ts'
import type { NewCommit } from '../../tools/git-commit.ts'
import { githubPublisher } from './github.ts'
import { formatRecord, HEALTH_BRANCH, recordAt, recordFile } from './health-record.ts'
import { type Reported, reportedAt, reportedOn, wrongReported } from './reported.ts'
import { isOutcome } from './snapshot.ts'

export interface RecordHealthOptions extends Reported {
  readonly remote?: string
}

/**
 * Appends what the cluster's App reported of a commit to the branch `health`. Done twice, or by two at once, each status
 * is there once; one that comes late is put where it belongs.
 *
 * @throws DeliveryError if there is no such branch, GitError, GitHubError.
 */
export async function recordHealth(
  root: string,
  { remote = 'origin', ...asked }: RecordHealthOptions,
): Promise<Outcome> {
  const mistake = wrongReported(asked)
  if (mistake !== undefined) return wrong(mistake)
  await requireWholeClone(root)
  const about = reportedOn(root)
  if (isOutcome(about)) return about
  const reported = await reportedAt(root, asked, about.fleet, about.names)
  const results = new Map(
    [...reported].map(([name, statuses]) => [name, statuses.filter(({ state }) => state !== 'pending')]),
  )
  if ((await fetchBranch(root, remote, HEALTH_BRANCH)) === undefined)
    return wrong(`${remote} has no branch ${HEALTH_BRANCH}: docs/health.md explains how to create it.`)
  const { decision, commit } = await deliver(githubPublisher(root, remote, HEALTH_BRANCH), async (head) => {
    const record = await recordAt(root, head)
    const added = [...results].flatMap(([name, statuses]) => {
      const before = record.get(name) ?? []
      const after = withStatuses(before, statuses)
      const fresh = after.filter((status) => !before.includes(status))
      return fresh.length > 0 ? [{ name, fresh, text: formatRecord(after) }] : []
    })
    return { added, commits: added.length > 0 ? [commitOf(asked.commit, added)] : [] }
  })
  const lines = decision.added.flatMap(({ name, fresh }) => fresh.map((status) => lineOf(name, status)))
  return {
    exit: EXIT.good,
    lines:
      lines.length > 0 ? lines : [{ text: `No new status of ${asked.commit.slice(0, 12)}.`, tone: 'quiet' }],
    errors: [],
    json: {
      commit: commit ?? null,
      added: Object.fromEntries(decision.added.map(({ name, fresh }) => [name, fresh])),
    },
  }
}

interface Added {
  readonly name: string
  readonly fresh: readonly Status[]
  readonly text: string
}

const commitOf = (commit: string, added: readonly Added[]): NewCommit => ({
  message: [
    `Record health of ${added.map(({ name }) => name).join(' and ')} at ${commit.slice(0, 12)}`,
    '',
    ...added.flatMap(({ name, fresh }) => fresh.map((status) => lineOf(name, status).text)),
  ].join('\n'),
  changes: new Map(added.map(({ name, text }) => [recordFile(name), text])),
})

const lineOf = (environment: string, { commit, state, description }: Status): Line => ({
  text: `${environment} ${commit.slice(0, 12)}: ${state}${description ? `, ${description}` : ''}`,
  tone: state === 'success' ? 'good' : 'bad',
})
