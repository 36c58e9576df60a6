import { DeliveryError } from '../../delivery/publisher.ts'
import { requireCommitted } from '../../delivery/work-branch.ts'
import { releaseFile } from '../../environment/environment.ts'
import { type Line, type Outcome, wrong } from '../../output/outcome.ts'
import { promote as decide } from '../../release/promote.ts'
import { hasCommit } from '../../tools/git.ts'
import { commitsBetween } from '../../tools/git-history.ts'
import { unknownEnvironments } from '../select.ts'
import { renderedChanges, withRendered } from './changes.ts'
import { decisionsJson, lineOf, messageOf, movedServices } from './decision-format.ts'
import { releaseEdits } from './edits.ts'
import { gatesOf, overrideLines, wrongOverride, wrongReason } from './gates.ts'
import { verifyProvenance } from './provenance.ts'
import { act, exitOf, type Mode } from './release-command.ts'
import { definitionOf, knowledgeOf, runningOf } from './running.ts'
import { isOutcome, type Snapshot } from './snapshot.ts'
import { requireRuns } from './source.ts'

export interface PromoteOptions extends Mode {
  readonly from: string
  readonly to: string
  /** Only these; all services where none is named. */
  readonly service?: readonly string[]
  /** Why; it stands in the commit and the pull request. */
  readonly reason?: string
  /** Move although a gate of `promotion` is closed; needs `reason`. */
  readonly override?: boolean
  /** Ask GitHub for the provenance of each image that the target doesn't run yet, and refuse one it can't confirm. */
  readonly verifyAttestations?: boolean
}

const SHOWN = 20

/**
 * Lets one environment run exactly what another one runs, all or nothing.
 *
 * @throws DeliveryError if the source wasn't rendered as its files say, if its release was changed here and not
 *   committed, or if it follows another branch that says other builds; GitError, GitHubError, AttestationError.
 */
export const promote = (root: string, options: PromoteOptions): Promise<Outcome> =>
  act(root, options, async (snapshot) => {
    const { from, to, reason, now } = options
    const service = options.service && [...new Set(options.service)]
    const unknown = unknownEnvironments([from, to], snapshot.inputs)
    if (unknown) return unknown
    if (from === to) return wrong(`${from} is both source and target: name two environments.`)
    const mistake = wrongOverride(options) ?? wrongReason(reason)
    if (mistake) return mistake
    if (!options.push && !options.pullRequest)
      await requireCommitted(root, snapshot.head, releaseFilesOf(snapshot, from))
    if (renderedChanges(snapshot, from).size > 0)
      throw new DeliveryError(
        `${from} doesn't run the builds in its release.yaml: its overlay is not what render would write. \`npm run render\`, commit, and let it sync first.`,
      )
    await requireRuns(snapshot, from, service, options)
    const [target, knowledge, gates] = await Promise.all([
      runningOf(snapshot, to),
      knowledgeOf(snapshot, now),
      gatesOf(snapshot, to, options, from),
    ])
    const { decisions, ranges } = decide(definitionOf(snapshot, from), target, service, {
      ...knowledge,
      ...gates,
    })
    const refused = decisions.some(({ action }) => action === 'refused')
    if (options.verifyAttestations && !refused)
      await verifyProvenance(snapshot, decisions, target.release.services)
    const edits = refused ? new Map() : releaseEdits(snapshot, to, decisions)
    const changes = withRendered(snapshot, to, edits)
    if (isOutcome(changes)) return changes
    const between = await shown(snapshot, ranges)
    const subject = `Promote ${movedServices(decisions)} from ${from} to ${to}`
    return {
      environment: to,
      commits:
        edits.size > 0 ? [{ message: messageOf(subject, decisions, overrideLines(options)), changes }] : [],
      exit: exitOf(decisions),
      lines: [
        ...decisions.map(lineOf(to)),
        ...between.flatMap(({ lines }) => lines),
        ...(refused
          ? [{ text: 'Nothing was promoted, because one service was refused.', tone: 'bad' } as const]
          : []),
      ],
      json: {
        from,
        to,
        decisions: decisionsJson(to, decisions),
        commits: Object.fromEntries(between.map(({ service, commits }) => [service, commits])),
      },
      identity: JSON.stringify([
        'promote',
        to,
        decisions.map((each) => [each.service, each.action, each.to]),
      ]),
    }
  })

/** What says which images an environment runs, and what was rendered from it. */
const releaseFilesOf = ({ texts }: Snapshot, environment: string): string[] =>
  [...texts.keys()].filter(
    (path) => path === releaseFile(environment) || path.startsWith(`overlays/${environment}/release/`),
  )

interface Shown {
  readonly service: string
  readonly commits: readonly { readonly commit: string; readonly subject: string }[]
  readonly lines: readonly Line[]
}

/** The source commits that each service moves over. */
async function shown(
  { root }: Snapshot,
  ranges: readonly { readonly service: string; readonly from?: string; readonly to: string }[],
): Promise<Shown[]> {
  const found: Shown[] = []
  for (const { service, from, to } of ranges) {
    if (from === undefined) continue
    if (!(await hasCommit(root, from)) || !(await hasCommit(root, to))) continue
    const commits = await commitsBetween(root, from, to, SHOWN + 1)
    const more = commits.length > SHOWN
    found.push({
      service,
      commits,
      lines: [
        { text: `commits in ${service}, ${from.slice(0, 8)}..${to.slice(0, 8)}:`, tone: 'quiet' },
        ...commits
          .slice(0, SHOWN)
          .map(({ commit, subject }): Line => ({ text: `  ${commit.slice(0, 8)} ${subject}` })),
        ...(more ? [{ text: '  … and more: see git log.' }] : []),
      ],
    })
  }
  return found
}
