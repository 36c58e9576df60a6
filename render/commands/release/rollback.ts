import type { Release } from '../../environment/schema.ts'
import { EXIT, type Outcome, wrong } from '../../output/outcome.ts'
import { again } from '../../release/repeated-rollback.ts'
import { rollback as decide } from '../../release/rollback.ts'
import type { State } from '../../release/types.ts'
import { commitOf } from '../../tools/git.ts'
import type { NewCommit } from '../../tools/git-commit.ts'
import { notInGit } from '../not-in-git.ts'
import { unknownEnvironments } from '../select.ts'
import { withRendered } from './changes.ts'
import { decisionsJson, lineOf, messageOf, movedServices } from './decision-format.ts'
import { holdsEdits, releaseEdits } from './edits.ts'
import { holdOptions } from './hold-options.ts'
import { builderOf, proveRollback } from './prove.ts'
import { act, exitOf, type Intention, type Mode } from './release-command.ts'
import { revertTo } from './revert.ts'
import { alreadyRolledBack, movedMeanwhile, movedSince } from './rollback-guards.ts'
import { knowledgeOf, lastCommitIn, releaseAt, runningOf } from './running.ts'
import { isOutcome, type Snapshot } from './snapshot.ts'

export interface RollbackOptions extends Mode {
  /** Only these; the whole environment where none is named. */
  readonly service?: readonly string[]
  /** The commit of this repository whose state to go back to; what ran before where none is named. */
  readonly to?: string
  readonly reason: string
  readonly until?: string
  /** Tell everybody: open an issue, and write the summary of the workflow's run. */
  readonly announce?: boolean
}

/** What goes back and to what, decided on top of the newest commit, or why nothing does. */
export type Aim = (snapshot: Snapshot) => Promise<Pick<RollbackOptions, 'service' | 'to'> | Outcome>

/**
 * Rolls an environment back, proves on the built manifests that nothing else changes, and holds what went back. If the proof doesn't hold, nothing is committed.
 *
 * @throws DeliveryError, GitError, GitHubError, KustomizeError.
 */
export async function rollback(
  root: string,
  environment: string,
  options: RollbackOptions,
): Promise<Outcome> {
  if (options.announce && !(options.push && options.github))
    return wrong('--announce: requires --push --github; add them.')
  const outcome = await rolledBack(root, environment, options, async () => options)
  if (!options.announce) return outcome
  const { announced } = await import('./announce.ts')
  return announced(root, outcome, { environment, reason: options.reason })
}

/** The same, with what goes back decided anew each time that the branch has moved; nothing is announced. */
export function rolledBack(
  root: string,
  environment: string,
  options: RollbackOptions,
  aim: Aim,
): Promise<Outcome> {
  /** What it ran when this was decided first: what ran before is what ran before that. */
  let seen: Release | undefined
  return act(root, options, async (snapshot) => {
    const { reason, now } = options
    const unknown = unknownEnvironments([environment], snapshot.inputs)
    if (unknown) return unknown
    const aimed = await aim(snapshot)
    if (isOutcome(aimed)) return aimed
    const services = aimed.service && [...new Set(aimed.service)]
    const checked = holdOptions(options)
    if (isOutcome(checked)) return checked

    const [running, to, knowledge] = await Promise.all([
      runningOf(snapshot, environment),
      aimed.to === undefined ? undefined : stateAt(snapshot, environment, aimed.to),
      knowledgeOf(snapshot, now),
    ])
    if (to && isOutcome(to)) return to
    const before = to
      ? undefined
      : again(services ?? Object.keys(running.release.services), running, checked, knowledge.relation)
    if (before) return alreadyRolledBack(environment, before)
    seen ??= running.release
    const other = to ? undefined : movedSince(seen, running.release, services)
    if (other !== undefined) return movedMeanwhile(environment, other)
    const request = { ...checked, ...(services && { services }), ...(to && { to }) }
    const decided = decide(running, { ...request, onlyWhatRan: options.push !== undefined }, knowledge)
    const { decisions, release, holds, target } = decided
    const refused = decisions.some(({ action }) => action === 'refused')
    const moved = decisions.filter(({ action }) => action === 'set')
    const json = { environment, target: target ?? null, decisions: decisionsJson(environment, decisions) }
    const lines = decisions.map(lineOf(environment))
    if (refused || moved.length === 0 || target === undefined)
      return {
        environment,
        commits: [],
        exit: exitOf(decisions),
        lines: [
          ...lines,
          { text: 'Nothing was rolled back, because one service was refused.', tone: 'bad' as const },
        ],
        json,
        identity: '',
      }

    const restoring = withRendered(snapshot, environment, releaseEdits(snapshot, environment, decisions))
    if (isOutcome(restoring)) return restoring
    const names = moved.map(({ service }) => service)
    const [revert, builder, last] = await Promise.all([
      revertTo(snapshot, environment, running.past, names, release),
      builderOf(snapshot, environment),
      // A commit that was named is what it is compared with.
      to ? target : lastCommitIn(snapshot.root, running.past, target),
    ])
    const subject = `Roll back ${movedServices(decisions)} in ${environment}`
    const back: NewCommit = revert
      ? { ...revert, message: `${revert.message}\n\n${reason}` }
      : {
          message: messageOf(subject, decisions, [reason, `As commit ${target} left it.`]),
          changes: restoring,
        }
    const holding = holdsEdits(snapshot, environment, holds)
    const hold: NewCommit = {
      message: `Hold ${movedServices(decisions)} in ${environment}\n\n${reason}`,
      changes: holding,
    }
    const proof = await proveRollback(builder, snapshot, environment, back, moved, last)
    return {
      environment,
      // No second commit where they are held already, in the same words.
      commits: proof.holds ? [back, ...(holding.size > 0 ? [hold] : [])] : [],
      exit: proof.holds ? EXIT.good : EXIT.findings,
      lines: [
        ...lines,
        {
          text: revert
            ? `by git revert: ${revert.message.split('\n')[0]}`
            : `by a restoring commit: ${subject}`,
        },
        ...proof.lines,
      ],
      errors: proof.warnings,
      json: { ...json, kind: revert ? 'revert' : 'restore', proof: proof.json },
      identity: JSON.stringify([
        'rollback',
        environment,
        moved.map(({ service, to: entry }) => [service, entry]),
      ]),
    } satisfies Intention
  })
}

/** The state that `--to` names, or what to tell the person if it names none. @throws GitError. */
async function stateAt({ root }: Snapshot, environment: string, name: string): Promise<State | Outcome> {
  const commit = await commitOf(root, name).catch(notInGit)
  if (typeof commit === 'object') return commit
  const release = await releaseAt(root, commit, environment)
  if (release) return { commit, release }
  return wrong(`${environment} had no release.yaml at ${name}: name a later commit of this repository.`)
}
