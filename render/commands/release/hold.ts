import type { Holds } from '../../environment/schema.ts'
import { validateHolds } from '../../environment/validate.ts'
import { suggest } from '../../problem/nearest.ts'
import { hold as addHold, holdOf, lift } from '../../release/hold.ts'
import { type Outcome, wrong } from '../outcome.ts'
import { unknownEnvironments } from '../select.ts'
import { act, exitOf, type Mode } from './act.ts'
import { withRendered } from './changes.ts'
import { holdsEdits } from './edits.ts'
import { knowledgeOf, runningOf } from './running.ts'
import { isOutcome, type Snapshot } from './snapshot.ts'

export interface HoldOptions extends Mode {
  /** The whole environment where none is named. */
  readonly service?: string
  readonly reason: string
  /** The last day on which it holds, YEAR-MONTH-DAY; until somebody lifts it where nothing is said. */
  readonly until?: string
}

/** Keeps an environment, or one service of it, at what it runs. @throws DeliveryError, GitError, GitHubError. */
export const hold = (root: string, environment: string, options: HoldOptions): Promise<Outcome> =>
  act(root, options, async (snapshot) => {
    const { service, reason, until } = options
    const unknown = unknownEnvironments([environment], snapshot.inputs) ?? unknownService(snapshot, service)
    if (unknown) return unknown
    const said = { reason, ...(until && { until }) }
    const { problems } = validateHolds('hold', { environment: said })
    if (problems.length > 0) return wrong(problems.map(({ message }) => message).join('\n'))
    const { holds } = await runningOf(snapshot, environment)
    const what = service ?? 'every service'
    return intention(snapshot, environment, addHold(holds, service, said), {
      subject: `Hold ${what} in ${environment}`,
      body: reason,
      done: `${what} of ${environment} is held${until ? ` until ${until}` : ''}: ${reason}`,
      idle: `${what} of ${environment} is held already, for the same reason.`,
    })
  })

export interface ReleaseHoldOptions extends Mode {
  readonly service?: string
}

/** Lifts a hold, also the one that a revert made by hand left. @throws DeliveryError, GitError, GitHubError. */
export const releaseHold = (
  root: string,
  environment: string,
  options: ReleaseHoldOptions,
): Promise<Outcome> =>
  act(root, options, async (snapshot) => {
    const { service } = options
    const unknown = unknownEnvironments([environment], snapshot.inputs) ?? unknownService(snapshot, service)
    if (unknown) return unknown
    const running = await runningOf(snapshot, environment)
    const knowledge = await knowledgeOf(snapshot, options.now)
    const holds = lift(running, service, knowledge.relation)
    const what = service ?? 'the environment'
    const still = service && holdOf(service, { ...running, holds }, knowledge)
    return intention(snapshot, environment, holds, {
      subject: `Lift the hold of ${what} in ${environment}`,
      body: '',
      done: still
        ? `The hold of ${service} is lifted; the one of the whole environment still holds it: ${still.kind === 'environment' ? still.reason : ''}`
        : `${what} of ${environment} may move again.`,
      idle: `${what} of ${environment} is not held: there is nothing to lift.`,
    })
  })

interface Words {
  readonly subject: string
  readonly body: string
  readonly done: string
  readonly idle: string
}

async function intention(snapshot: Snapshot, environment: string, holds: Holds, words: Words) {
  const edits = holdsEdits(snapshot, environment, holds)
  const changes = withRendered(snapshot, environment, edits)
  if (isOutcome(changes)) return changes
  const idle = edits.size === 0
  const message = [words.subject, ...(words.body ? ['', words.body] : [])].join('\n')
  return {
    commits: idle ? [] : [{ message, changes }],
    exit: exitOf(false),
    lines: [{ text: idle ? words.idle : words.done, tone: idle ? 'quiet' : 'good' } as const],
    json: { environment, holds },
    identity: JSON.stringify([words.subject, environment, holds]),
  }
}

function unknownService({ rendering }: Snapshot, service: string | undefined): Outcome | undefined {
  const known = Object.keys(rendering.catalog.services)
  if (service === undefined || known.includes(service)) return undefined
  return wrong(`There is no service "${service}".${suggest(service, known)}`)
}
