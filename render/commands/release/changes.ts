import { DeliveryError } from '../../delivery/publisher.ts'
import { compare } from '../../emit/tree.ts'
import type { Outcome } from '../../output/outcome.ts'
import { belongsTo } from '../select.ts'
import { changed, isOutcome, type Snapshot } from './snapshot.ts'

type Changes = ReadonlyMap<string, string | null>

/**
 * Changes of what people write in one environment, together with what render makes of them.
 *
 * @returns all files that change, or what to tell the person if the edits make an input wrong.
 * @throws {DeliveryError} if the environment wasn't rendered at that commit: then a release would carry along changes
 *   that no one has reviewed.
 */
export function withRendered(snapshot: Snapshot, environment: string, edits: Changes): Changes | Outcome {
  const stale = rendered(snapshot, environment)
  if (stale.length > 0)
    throw new DeliveryError(
      `${stale[0]} is not what render would write at ${snapshot.head.slice(0, 8)}: \`npm run render\`, and commit that first.`,
    )
  const after = changed(snapshot, edits)
  if (isOutcome(after)) return after
  return new Map([...edits, ...renderedChanges(after, environment)])
}

const rendered = (snapshot: Snapshot, environment: string): string[] => [
  ...renderedChanges(snapshot, environment).keys(),
]

/** What render would change of an environment's files. */
export function renderedChanges(
  { texts, rendering }: Snapshot,
  environment: string,
): Map<string, string | null> {
  const chosen = belongsTo([environment])
  const files = new Map([...texts].filter(([path]) => /^(overlays|apps)\//.test(path) && chosen(path)))
  const wanted = rendering.files.filter(({ path }) => chosen(path))
  const { changes } = compare(wanted, { files, folders: new Set(), others: new Set() }, { force: true })
  return new Map(changes.map((change) => [change.path, change.kind === 'delete' ? null : change.text]))
}
