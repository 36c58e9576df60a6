import { requireWholeClone } from '../../delivery/clone.ts'
import { type Delivery, deliver } from '../../delivery/deliver.ts'
import { fetchBranch } from '../../delivery/fetch.ts'
import type { Publisher } from '../../delivery/publisher.ts'
import { remoteBranch } from '../../delivery/remote-branch.ts'
import { workBranch } from '../../delivery/work-branch.ts'
import { EXIT, type Line, type Outcome, wrong } from '../../output/outcome.ts'
import type { Decision } from '../../release/types.ts'
import type { NewCommit } from '../../tools/git-commit.ts'
import { type Followed, followedIn, nextHere, nextStep } from './next-step.ts'
import { requireOwnCode } from './own-code.ts'
import type { Result } from './result.ts'
import { isOutcome, type Snapshot, snapshotAt } from './snapshot.ts'

/** Where a command acts; defaults to the branch that is checked out. */
export interface Mode {
  /** Push to this branch of the remote, on top of whatever is newest there. */
  readonly push?: string | true
  /** Write through GitHub's API instead of `git push`. */
  readonly github?: boolean
  /** Propose it in a pull request. */
  readonly pullRequest?: boolean
  readonly remote?: string
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean
  /** The time that the last days of holds are measured by; defaults to the machine's. */
  readonly now?: Date
}

/** What a command decided on top of one commit. */
export interface Intention {
  /** The environment that it changes. */
  readonly environment: string
  readonly commits: readonly NewCommit[]
  readonly exit: Outcome['exit']
  readonly lines: readonly Line[]
  readonly errors?: readonly string[]
  readonly json: Readonly<Record<string, unknown>>
  /** What it is about, without what stood there before: equal for equal intentions. */
  readonly identity: string
}

type Decide = (snapshot: Snapshot) => Promise<Intention | Outcome>

/** The branch that is meant where none is named. */
export const MAIN = 'main'

/**
 * Decides on top of the newest commit, and puts what was decided where the mode says.
 *
 * @throws DeliveryError, GitError, GitHubError.
 */
export async function act(root: string, mode: Mode, decide: Decide): Promise<Outcome> {
  const { remote = 'origin', pullRequest, push, github, dryRun } = mode
  const mistake = mistakeIn(mode)
  if (mistake) return wrong(mistake)
  await requireWholeClone(root)
  const branch = typeof push === 'string' ? push : MAIN
  const decideAt = async (head: string): Promise<Decided> => {
    const refused = await requireOwnCode(root, head)
    if (refused) return { commits: [], outcome: refused }
    const snapshot = await snapshotAt(root, head)
    if (isOutcome(snapshot)) return { commits: [], outcome: snapshot }
    const decided = await decide(snapshot)
    if (!('commits' in decided)) return { commits: [], outcome: decided }
    const followed = followedIn(snapshot, decided.environment, decided.commits)
    return { commits: decided.commits, intention: decided, followed }
  }

  if (pullRequest) {
    const head = await fetchBranch(root, remote, MAIN)
    if (head === undefined) return wrong(`${remote} has no branch ${MAIN} to open a pull request against.`)
    const decided = await decideAt(head)
    if (decided.commits.length === 0 || dryRun) return outcomeOf(decided, dryRun ? 'pull request' : undefined)
    const { openPullRequest } = await forGitHub()
    const { commits, intention, followed } = decided
    const { lines, json } = await openPullRequest({ root, remote, head }, commits, intention?.identity ?? '')
    const next = (followed && nextStep(followed, MAIN, 'review and merge it')) ?? []
    return outcomeOf(decided, undefined, { lines: lines.concat(next), json })
  }

  const publisher: Publisher = !push
    ? workBranch(root)
    : github
      ? (await forGitHub()).githubPublisher(root, remote, branch)
      : remoteBranch(root, remote, branch)
  if (dryRun) return outcomeOf(await decideAt(await publisher.head()), publisher.target)
  const delivery = await deliver(publisher, decideAt)
  const next = (followed: Followed): Promise<Line | undefined> | Line | undefined =>
    push ? nextStep(followed, branch) : nextHere(root, followed)
  return outcomeOf(delivery.decision, undefined, await delivered(delivery, publisher, next))
}

/** What a mode says that can't be meant, with a fix. */
function mistakeIn({ remote, pullRequest, push, github }: Mode): string | undefined {
  // A variable of a script that is empty; to commit here instead would be a surprise.
  if (push === '') return '--push: must be the name of a branch; omit it for main.'
  if (remote !== undefined && !/^[^-]/.test(remote))
    return '--remote: must be the name of a remote, such as origin.'
  // It would stand in what is printed, and in logs.
  if (/^https?:\/\/[^/]*@/i.test(remote ?? ''))
    return '--remote: contains a password; use the name of a remote and a credential helper.'
  if (github && !push) return '--github: requires --push; --pull-request always uses GitHub.'
  if (pullRequest && push) return '--push and --pull-request are mutually exclusive; remove one.'
  return undefined
}

/** Loaded when it is asked for: GitHub's client takes longer to load than all the rest of a command. */
const forGitHub = () => import('./github.ts')

interface Decided {
  readonly commits: readonly NewCommit[]
  readonly intention?: Intention
  readonly followed?: Followed
  /** Instead of an intention: the inputs are wrong. */
  readonly outcome?: Outcome
}

function outcomeOf({ commits, intention, outcome }: Decided, dryRunOf?: string, result?: Result): Outcome {
  if (!intention) return outcome as Outcome
  const files = [...new Set(commits.flatMap(({ changes }) => [...changes.keys()]))].sort()
  const plan: Line[] =
    dryRunOf === undefined || commits.length === 0
      ? []
      : [
          ...commits.map(({ message }): Line => ({ text: `would commit: ${message.split('\n')[0]}` })),
          ...files.map((file): Line => ({ text: `would change: ${file}` })),
          { text: `Nothing was written to ${dryRunOf}: this was a dry run.`, tone: 'quiet' },
        ]
  return {
    exit: intention.exit,
    lines: [...intention.lines, ...plan, ...(result?.lines ?? [])],
    errors: intention.errors ?? [],
    json: { ...intention.json, files, dryRun: dryRunOf !== undefined, ...result?.json },
  }
}

async function delivered(
  { commit, decision, tries }: Delivery<Decided>,
  { target }: Publisher,
  next: (followed: Followed) => Promise<Line | undefined> | Line | undefined,
): Promise<Result> {
  if (commit === undefined) return { lines: [], json: { commit: null, tries } }
  const step = decision.followed && (await next(decision.followed))
  return {
    lines: [{ text: `committed ${commit.slice(0, 8)} on ${target}.`, tone: 'good' }, ...(step ? [step] : [])],
    json: { commit, branch: target, tries },
  }
}

/** The exit code of decisions: 1 if something that was asked for is refused; 2 if there is no such thing. */
export function exitOf(decisions: readonly Decision[]): Outcome['exit'] {
  const refused = decisions.filter(({ action }) => action === 'refused')
  if (refused.some(({ reason }) => reason.code === 'unknown-service')) return EXIT.input
  return refused.length > 0 ? EXIT.findings : EXIT.good
}
