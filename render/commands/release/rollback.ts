import { DeliveryError } from '../../delivery/publisher.ts'
import { validateHolds } from '../../environment/validate.ts'
import { readResources } from '../../kubernetes/read.ts'
import { idOf } from '../../kubernetes/resource.ts'
import { entryOf } from '../../release/entry.ts'
import { prove } from '../../release/proof.ts'
import { rollback as decide } from '../../release/rollback.ts'
import type { Decision, Entry, State } from '../../release/types.ts'
import { commitOf } from '../../tools/git.ts'
import type { NewCommit } from '../../tools/git-commit.ts'
import { EXIT, type Line, type Outcome, wrong } from '../outcome.ts'
import { unknownEnvironments } from '../select.ts'
import { act, exitOf, type Intention, type Mode } from './act.ts'
import { buildAt, buildOf, hashOf } from './build-snapshot.ts'
import { withRendered } from './changes.ts'
import { holdsEdits, releaseEdits } from './edits.ts'
import { revertTo } from './revert.ts'
import { knowledgeOf, releaseAt, runningOf } from './running.ts'
import { changed, isOutcome, type Snapshot } from './snapshot.ts'
import { decisionsJson, lineOf, messageOf, movedServices } from './told.ts'

export interface RollbackOptions extends Mode {
  /** Only these; the whole environment where none is named. */
  readonly service?: readonly string[]
  /** The commit of this repository whose state to go back to; what ran before where none is named. */
  readonly to?: string
  readonly reason: string
  readonly until?: string
}

/**
 * Lets an environment run what it ran before, proves on the built manifests that this and nothing else changes, and
 * holds what went back. If the proof doesn't hold, nothing is committed.
 *
 * @throws DeliveryError, GitError, GitHubError, KustomizeError.
 */
export const rollback = (root: string, environment: string, options: RollbackOptions): Promise<Outcome> =>
  act(root, options, async (snapshot) => {
    const { service: services, reason, until, now } = options
    const unknown = unknownEnvironments([environment], snapshot.inputs)
    if (unknown) return unknown
    const said = { reason, ...(until && { until }) }
    const { problems } = validateHolds('hold', { environment: said })
    if (problems.length > 0) return wrong(problems.map(({ message }) => message).join('\n'))

    const running = await runningOf(snapshot, environment)
    const to = options.to === undefined ? undefined : await stateAt(snapshot, environment, options.to)
    const knowledge = await knowledgeOf(snapshot, now)
    const decided = decide(running, { ...said, ...(services && { services }), ...(to && { to }) }, knowledge)
    const { decisions, release, holds, target } = decided
    const refused = decisions.some(({ action }) => action === 'refused')
    const moved = decisions.filter(({ action }) => action === 'set')
    const json = { environment, target: target ?? null, decisions: decisionsJson(environment, decisions) }
    const lines = decisions.map(lineOf(environment))
    if (refused || moved.length === 0 || target === undefined)
      return {
        commits: [],
        exit: exitOf(refused),
        lines: [...lines, { text: 'Nothing was rolled back: all or nothing.', tone: 'bad' as const }],
        json,
        identity: '',
      }

    const restoring = withRendered(snapshot, environment, releaseEdits(snapshot, environment, decisions))
    if (isOutcome(restoring)) return restoring
    const revert = await revertTo(
      snapshot,
      environment,
      running.past,
      moved.map(({ service }) => service),
      release,
    )
    const subject = `Roll back ${movedServices(decisions)} in ${environment}`
    const back: NewCommit = revert
      ? { ...revert, message: `${revert.message}\n\n${reason}` }
      : {
          message: messageOf(subject, decisions, [reason, `As commit ${target} left it.`]),
          changes: restoring,
        }
    const hold: NewCommit = {
      message: `Hold ${movedServices(decisions)} in ${environment}\n\n${reason}`,
      changes: holdsEdits(snapshot, environment, holds),
    }
    const proof = await proveOn(snapshot, environment, back, moved, target)
    return {
      commits: proof.holds ? [back, hold] : [],
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
      json: { ...json, kind: revert ? 'revert' : 'restore', proof: proof.json },
      identity: JSON.stringify([
        'rollback',
        environment,
        moved.map(({ service, to: entry }) => [service, entry]),
      ]),
    } satisfies Intention
  })

async function stateAt({ root }: Snapshot, environment: string, name: string): Promise<State> {
  const commit = await commitOf(root, name)
  const release = await releaseAt(root, commit, environment)
  if (!release)
    throw new DeliveryError(
      `${environment} had no release.yaml at ${name}: name a later commit of this repository.`,
    )
  return { commit, release }
}

interface Proven {
  readonly holds: boolean
  readonly lines: readonly Line[]
  readonly json: object
}

async function proveOn(
  snapshot: Snapshot,
  environment: string,
  { changes }: NewCommit,
  moved: readonly Decision[],
  target: string,
): Promise<Proven> {
  const { root, texts, rendering } = snapshot
  const after = changed(snapshot, changes)
  if (isOutcome(after)) throw new DeliveryError(after.errors.join('\n'))
  const cluster = rendering.definitions.find(({ name }) => name === environment)?.environment.cluster ?? ''
  const kustomize = rendering.fleet?.clusters[cluster]?.argocd.kustomize ?? ''
  const builds = {
    before: await buildOf(root, texts, environment, kustomize),
    after: await buildOf(root, after.texts, environment, kustomize),
    target: await buildAt(root, target, environment, kustomize),
  }
  const registry = rendering.fleet?.registry ?? ''
  const images = new Map(moved.map(({ service, to }) => [`${registry}/${service}`, referenceOf(to as Entry)]))
  const { target: then, ...both } = builds
  const found = prove(then === undefined ? both : { ...both, target: then }, images)
  const markers = markersKept(after, environment, moved)
  const failures = [...found.images, ...markers, ...found.others]
  const others = then === undefined ? undefined : differing(builds.after, then)
  const hashes = {
    before: hashOf(builds.before),
    after: hashOf(builds.after),
    target: then === undefined ? null : hashOf(then),
  }
  return {
    holds: failures.length === 0,
    lines: [
      ...failures.map((text): Line => ({ text: `not proven: ${text}`, tone: 'bad' })),
      ...(failures.length === 0
        ? [
            {
              text: "proven: the images and migrations of what goes back are the target's.",
              tone: 'good' as const,
            },
            {
              text: 'proven: every other byte of the built manifests stays as it is.',
              tone: 'good' as const,
            },
          ]
        : [{ text: 'Nothing was committed.', tone: 'bad' as const }]),
      { text: `before ${hashes.before}`, tone: 'quiet' },
      { text: `after  ${hashes.after}`, tone: 'quiet' },
      { text: `target ${hashes.target ?? 'can not be built any more'}`, tone: 'quiet' },
      ...comparedToTarget(others),
    ],
    json: { holds: failures.length === 0, failures, hashes, otherThanTarget: others ?? null },
  }
}

/** What the schema of the database has to be for the images, as the release records it. */
function markersKept({ rendering }: Snapshot, environment: string, moved: readonly Decision[]): string[] {
  const release = rendering.definitions.find(({ name }) => name === environment)?.release ?? { services: {} }
  return moved.flatMap(({ service, to }) => {
    const entry = entryOf(release, service)
    return (['migration', 'contracting'] as const).flatMap((key) =>
      entry?.[key] === to?.[key]
        ? []
        : [`${key} of ${service} would be ${entry?.[key]}, the target's was ${to?.[key]}.`],
    )
  })
}

const referenceOf = ({ tag, digest }: Entry): string => `:${tag}${digest ? `@${digest}` : ''}`

/** The resources in which two builds differ, by name. */
function differing(after: string, target: string): string[] {
  const texts = (manifests: string) =>
    new Map(readResources(manifests).map((resource) => [idOf(resource), JSON.stringify(resource)]))
  const [now, then] = [texts(after), texts(target)]
  return [...new Set([...now.keys(), ...then.keys()])].filter((id) => now.get(id) !== then.get(id)).sort()
}

function comparedToTarget(others: readonly string[] | undefined): Line[] {
  if (others === undefined) return []
  if (others.length === 0) return [{ text: "The whole build equals the target's.", tone: 'good' }]
  return [
    { text: 'What differs from the target because other things have changed since:' },
    ...others.map((id): Line => ({ text: `  ${id}` })),
  ]
}
