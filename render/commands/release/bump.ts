import { type Outcome, wrong } from '../../output/outcome.ts'
import { bump as decide } from '../../release/bump.ts'
import { sentence } from '../../release/sentence.ts'
import type { Decision } from '../../release/types.ts'
import { commitOf } from '../../tools/git.ts'
import { warningLine } from '../../tools/github-output.ts'
import { notInGit } from '../not-in-git.ts'
import { unknownEnvironments } from '../select.ts'
import { type Builds, BuildsError, checked, parseImage, readBuilds } from './builds.ts'
import { withRendered } from './changes.ts'
import { decisionsJson, lineOf, messageOf, movedServices } from './decision-format.ts'
import { releaseEdits } from './edits.ts'
import { gatesOf, isKeptBack, overrideLines, wrongOverride, wrongReason } from './gates.ts'
import { verifyProvenance } from './provenance.ts'
import { act, exitOf, type Mode } from './release-command.ts'
import { knowledgeOf, runningOf } from './running.ts'
import { isOutcome } from './snapshot.ts'

export interface BumpOptions extends Mode {
  readonly environment: string
  /** Images as `SERVICE=TAG@DIGEST`. */
  readonly image?: readonly string[]
  /** The source commit of all of them, under any name that git knows it by. */
  readonly commit?: string
  /** Builds in JSON instead: a list in a file, or in stdin if it is `-`; or a folder of files. */
  readonly builds?: string
  /** Ask GitHub for each image's provenance first, and refuse one that this repository's workflows didn't build. */
  readonly verifyAttestations?: boolean
  /** Move although a gate of `promotion` is closed; needs `reason`. */
  readonly override?: boolean
  /** Why; it stands in the commit. */
  readonly reason?: string
  /** What is held, or has to wait for a gate, is a warning of the workflow's run, and no finding. */
  readonly warnOfHolds?: boolean
}

/**
 * Lets an environment run new builds, each service by itself: what is held, older or not understood stays as it is.
 *
 * @throws DeliveryError, GitError, GitHubError, AttestationError.
 */
export async function bump(root: string, options: BumpOptions): Promise<Outcome> {
  const { environment } = options
  const builds = buildsOf(options)
  if (builds instanceof BuildsError) return wrong(builds.message)
  const mistake = wrongOverride(options) ?? wrongReason(options.reason)
  if (mistake) return mistake
  return act(root, options, async (snapshot) => {
    const unknown = unknownEnvironments([environment], snapshot.inputs)
    if (unknown) return unknown
    // Only now: with --push the commit may have come with what was just fetched.
    const commit = options.commit === undefined ? undefined : await sourceCommit(root, options.commit)
    if (typeof commit === 'object') return commit
    const [running, knowledge, gates] = await Promise.all([
      runningOf(snapshot, environment),
      knowledgeOf(snapshot, options.now),
      gatesOf(snapshot, environment, options),
    ])
    const { decisions } = decide(running, commit === undefined ? builds : builtFrom(builds, commit), {
      ...knowledge,
      ...gates,
    })
    if (options.verifyAttestations) await verifyProvenance(snapshot, decisions, running.release.services)
    const isWarning = (each: Decision) => options.warnOfHolds === true && isKeptBack(each)
    const edits = releaseEdits(snapshot, environment, decisions)
    const changes = withRendered(snapshot, environment, edits)
    if (isOutcome(changes)) return changes
    const subject = `Bump ${movedServices(decisions)} in ${environment}`
    const message = messageOf(subject, decisions, overrideLines(options))
    return {
      environment,
      commits: edits.size > 0 ? [{ message, changes }] : [],
      exit: exitOf(decisions.filter((each) => !isWarning(each))),
      lines: decisions.map((each) =>
        isWarning(each)
          ? { text: warningLine('held', sentence(environment, each)) }
          : lineOf(environment)(each),
      ),
      json: { environment, decisions: decisionsJson(environment, decisions) },
      identity: JSON.stringify([
        'bump',
        environment,
        decisions.map(({ service, action, to }) => [service, action, to]),
      ]),
    }
  })
}

function buildsOf({ image = [], commit, builds }: BumpOptions): Builds | BuildsError {
  try {
    if (builds !== undefined && image.length > 0)
      throw new BuildsError('--builds and --image are mutually exclusive; remove one.')
    if (builds !== undefined && commit !== undefined)
      throw new BuildsError('--commit: only for --image; each entry of --builds names its own commit.')
    if (builds !== undefined) return readBuilds(builds)
    if (image.length === 0)
      throw new BuildsError(
        'Missing builds: add --image SERVICE=TAG@DIGEST (and --commit), or --builds FILE.',
      )
    return checked(image.map(parseImage))
  } catch (error) {
    if (error instanceof BuildsError) return error
    throw error
  }
}

const builtFrom = (builds: Builds, commit: string): Builds =>
  Object.fromEntries(Object.entries(builds).map(([service, entry]) => [service, { ...entry, commit }]))

/** The full id of the commit that `--commit` names; one in full may be of another repository. @throws GitError. */
async function sourceCommit(root: string, name: string): Promise<string | Outcome> {
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(name)) return name
  const found = await commitOf(root, name).catch(notInGit)
  return typeof found === 'string' ? found : wrong(`--commit: ${found.errors.join(' ')}`)
}
