import { DeliveryError } from '../../delivery/publisher.ts'
import { readResources } from '../../kubernetes/read.ts'
import { idOf } from '../../kubernetes/resource.ts'
import type { Line } from '../../output/outcome.ts'
import { entryOf } from '../../release/entry.ts'
import { prove } from '../../release/proof.ts'
import type { Decision, Entry } from '../../release/types.ts'
import type { NewCommit } from '../../tools/git-commit.ts'
import { type Builder, builderFor, hashOf } from './build-snapshot.ts'
import { changed, isOutcome, type Snapshot } from './snapshot.ts'

export interface Proven {
  readonly holds: boolean
  readonly lines: readonly Line[]
  /** What the person should know of the kustomize that was found. */
  readonly warnings: readonly string[]
  readonly json: object
}

/** What builds an environment as Argo CD does. @throws {KustomizeError} if there is no kustomize. */
export function builderOf({ root, rendering }: Snapshot, environment: string): Promise<Builder> {
  const cluster = rendering.definitions.find(({ name }) => name === environment)?.environment.cluster ?? ''
  const version = rendering.fleet?.clusters[cluster]?.argocd.kustomize ?? ''
  return builderFor(root, environment, version)
}

/**
 * Builds an environment as it is, as a commit would make it, and as it was at `target`, and proves on the built manifests
 * that the commit brings back just what it should.
 *
 * @throws KustomizeError if what is there now can't be built; GitError.
 */
export async function proveRollback(
  builder: Builder,
  snapshot: Snapshot,
  environment: string,
  { changes }: NewCommit,
  moved: readonly Decision[],
  target: string,
): Promise<Proven> {
  const { texts, rendering } = snapshot
  const after = changed(snapshot, changes)
  if (isOutcome(after)) throw new DeliveryError(after.errors.join('\n'))
  const [before, built] = await Promise.all([builder.of(texts), builder.of(after.texts)])
  // Often the same again, and then known.
  const then = await builder.at(target)
  const registry = rendering.fleet?.registry ?? ''
  const images = new Map(moved.map(({ service, to }) => [`${registry}/${service}`, referenceOf(to as Entry)]))
  const found = prove({ before, after: built, ...(then !== undefined && { target: then }) }, images)
  const failures = [...found.images, ...markersLost(after, environment, moved), ...found.others]
  const others = then === undefined ? undefined : differing(built, then)
  const hashes = {
    before: hashOf(before),
    after: hashOf(built),
    target: then === undefined ? null : hashOf(then),
  }
  return {
    holds: failures.length === 0,
    lines: [
      ...(failures.length === 0 ? PROVEN : notProven(failures)),
      { text: `before ${hashes.before}`, tone: 'quiet' },
      { text: `after  ${hashes.after}`, tone: 'quiet' },
      { text: `target ${hashes.target ?? 'can no longer be built'}`, tone: 'quiet' },
      ...comparedToTarget(others, target),
    ],
    warnings: builder.warnings,
    json: {
      holds: failures.length === 0,
      failures,
      hashes,
      comparedWith: target,
      otherThanTarget: others ?? null,
    },
  }
}

const PROVEN: readonly Line[] = [
  { text: "proven: images and migrations of the rolled-back services equal the target's.", tone: 'good' },
  { text: 'proven: every other byte of the built manifests is unchanged.', tone: 'good' },
]

const notProven = (failures: readonly string[]): Line[] => [
  ...failures.map((text): Line => ({ text: `not proven: ${text}`, tone: 'bad' })),
  { text: 'Nothing was committed.', tone: 'bad' },
]

/** What the schema of the database has to be for the images, as the release records it. */
function markersLost({ rendering }: Snapshot, environment: string, moved: readonly Decision[]): string[] {
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

/** The resources in which two builds differ, by name; none only if they are the same to the byte. */
function differing(after: string, target: string): string[] {
  if (after === target) return []
  const texts = (manifests: string) =>
    new Map(readResources(manifests).map((resource) => [idOf(resource), JSON.stringify(resource)]))
  const [now, then] = [texts(after), texts(target)]
  const names = [...new Set([...now.keys(), ...then.keys()])].filter((id) => now.get(id) !== then.get(id))
  return names.length > 0 ? names.sort() : ['the order in the file']
}

function comparedToTarget(others: readonly string[] | undefined, target: string): Line[] {
  if (others === undefined) return []
  if (others.length === 0) return [{ text: "The whole build equals the target's.", tone: 'good' }]
  return [
    { text: `Other changes since ${target.slice(0, 12)}, which are kept:` },
    ...others.map((id): Line => ({ text: `  ${id}` })),
  ]
}
