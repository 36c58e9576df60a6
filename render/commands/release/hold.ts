import { releasedServices } from '../../catalog/catalog.ts'
import type { Holds } from '../../environment/schema.ts'
import { EXIT, type Outcome, wrong } from '../../output/outcome.ts'
import { suggest } from '../../problem/nearest.ts'
import { hold as addHold, holdOf, lift } from '../../release/hold.ts'
import type { Hold } from '../../release/types.ts'
import { list } from '../../text/list.ts'
import { unknownEnvironments } from '../select.ts'
import { withRendered } from './changes.ts'
import { holdsEdits } from './edits.ts'
import { holdOptions } from './hold-options.ts'
import { act, type Mode } from './release-command.ts'
import { knowledgeOf, runningOf } from './running.ts'
import { isOutcome, type Snapshot } from './snapshot.ts'

export interface HoldOptions extends Mode {
  /** One or several; the whole environment where none is named. */
  readonly service?: string | readonly string[]
  readonly reason: string
  /** The last day on which it holds, YYYY-MM-DD; indefinite if omitted. */
  readonly until?: string
}

/** Keeps an environment, or some services of it, at what they run. @throws DeliveryError, GitError, GitHubError. */
export const hold = (root: string, environment: string, options: HoldOptions): Promise<Outcome> =>
  act(root, options, async (snapshot) => {
    const services = named(options.service)
    const unknown = unknownEnvironments([environment], snapshot.inputs) ?? unknownService(snapshot, services)
    if (unknown) return unknown
    const checked = holdOptions(options)
    if (isOutcome(checked)) return checked
    const { reason, until } = checked
    const { holds } = await runningOf(snapshot, environment)
    const what = services.length > 0 ? list(services) : 'every service'
    const held = services.length > 0 ? services : [undefined]
    const after = held.reduce<Holds>((before, service) => addHold(before, service, checked), holds)
    return intention(snapshot, environment, after, {
      subject: `Hold ${what} in ${environment}`,
      body: reason,
      done: `${what} of ${environment} ${areOrIs(services)} held${until ? ` until ${until}` : ''}: ${reason}`,
      idle: `${what} of ${environment} ${areOrIs(services)} held already, for the same reason.`,
    })
  })

export interface ReleaseHoldOptions extends Mode {
  /** One or several; the hold of the whole environment where none is named. */
  readonly service?: string | readonly string[]
}

/** Lifts a hold, also the one that a revert made by hand left. @throws DeliveryError, GitError, GitHubError. */
export const releaseHold = (
  root: string,
  environment: string,
  options: ReleaseHoldOptions,
): Promise<Outcome> =>
  act(root, options, async (snapshot) => {
    const services = named(options.service)
    const unknown = unknownEnvironments([environment], snapshot.inputs) ?? unknownService(snapshot, services)
    if (unknown) return unknown
    const running = await runningOf(snapshot, environment)
    const knowledge = await knowledgeOf(snapshot, options.now)
    const lifted = services.length > 0 ? services : [undefined]
    const holds = lifted.reduce<Holds>(
      (before, service) => lift({ ...running, holds: before }, service, knowledge.relation),
      running.holds,
    )
    const what = services.length > 0 ? list(services) : 'the environment'
    const asked = services.length > 0 ? services : Object.keys(running.release.services)
    const still = asked.flatMap((service) => {
      const found = holdOf(service, { ...running, holds }, knowledge)
      return found ? [{ service, found }] : []
    })
    return intention(snapshot, environment, holds, {
      subject: `Lift the hold of ${what} in ${environment}`,
      body: '',
      done:
        stillHeld(environment, still, `The hold of ${what} is lifted`) ??
        `${what} of ${environment} may move again.`,
      idle:
        stillHeld(
          environment,
          still,
          `${what} of ${environment} ${areOrIs(services)} not held by a hold of its own`,
        ) ?? `${what} of ${environment} ${areOrIs(services)} not held: there is nothing to lift.`,
    })
  })

/** What holds services on, after the hold that was asked for is gone; nothing if nothing does. */
function stillHeld(
  environment: string,
  still: readonly { readonly service: string; readonly found: Hold }[],
  lead: string,
): string | undefined {
  const [first] = still
  if (!first) return undefined
  if (first.found.kind === 'environment')
    return `${lead}; the one of the whole environment still holds: ${first.found.reason}`
  const names = still.map(({ service }) => service)
  const options = names.map((service) => `--service ${service}`).join(' ')
  return `${lead}; ${list(names)} ${areOrIs(names)} still held: npm run release-hold ${environment} -- ${options}`
}

const named = (service: string | readonly string[] | undefined): readonly string[] => [
  ...new Set(typeof service === 'string' ? [service] : service),
]

const areOrIs = ({ length }: readonly string[]): string => (length > 1 ? 'are' : 'is')

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
    environment,
    commits: idle ? [] : [{ message, changes }],
    exit: EXIT.good,
    lines: [{ text: idle ? words.idle : words.done, tone: idle ? 'quiet' : 'good' } as const],
    json: { environment, holds },
    identity: JSON.stringify([words.subject, environment, holds]),
  }
}

function unknownService({ rendering }: Snapshot, services: readonly string[]): Outcome | undefined {
  const known = releasedServices(rendering.catalog)
  const unknown = services.filter((service) => !known.includes(service))
  if (unknown.length === 0) return undefined
  return wrong(unknown.map((each) => `Service "${each}" not found.${suggest(each, known)}`).join('\n'))
}
