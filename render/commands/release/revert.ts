import { releaseFile } from '../../environment/environment.ts'
import type { Release } from '../../environment/schema.ts'
import { entryOf, equal } from '../../release/entry.ts'
import { git } from '../../tools/git.ts'
import { type NewCommit, revertedTree } from '../../tools/git-commit.ts'
import { filesAt } from '../../tools/git-files.ts'
import { renderedChanges } from './changes.ts'
import type { Recorded } from './running.ts'
import { changed, isOutcome, type Snapshot } from './snapshot.ts'

/**
 * A true `git revert` that comes to exactly the wanted release: of the newest commit that changed one of the services,
 * if nothing else has touched them since, and if that commit did nothing but this. Merge commits are reverted as well.
 *
 * @returns the commit that the revert makes; nothing if there is no such revert. @throws GitError.
 */
export async function revertTo(
  snapshot: Snapshot,
  environment: string,
  past: readonly Recorded[],
  services: readonly string[],
  wanted: Release,
): Promise<NewCommit | undefined> {
  const suspect = past.find((state, index) => {
    const before = past[index + 1]
    return before && services.some((service) => !sameEntry(state.release, before.release, service))
  })
  if (!suspect) return undefined
  const { root, head } = snapshot
  const tree = await revertedTree(root, suspect.commit, head)
  if (tree === undefined) return undefined

  const paths = (await git(root, ['diff-tree', '-r', '-z', '--name-only', head, tree]))
    .split('\0')
    .filter(Boolean)
  const owned = [releaseFile(environment), `overlays/${environment}/release/`]
  if (paths.length === 0 || !paths.every((path) => owned.some((each) => path.startsWith(each))))
    return undefined
  const files = await filesAt(root, tree, paths)
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const changes = new Map(
    paths.map((path) => {
      const bytes = files.get(path)
      return [path, bytes ? decoder.decode(bytes) : null] as const
    }),
  )
  const after = changed(snapshot, changes)
  if (isOutcome(after) || renderedChanges(after, environment).size > 0) return undefined
  const release = after.rendering.definitions.find(({ name }) => name === environment)?.release
  if (!release || !sameRelease(release, wanted)) return undefined
  return { message: revertMessage(suspect), changes }
}

/** As git words it. */
function revertMessage({ commit, parents, subject }: Recorded): string {
  const [first, ...others] = parents
  const what = others.length > 0 ? `${commit}, reversing\nchanges made to ${first}` : commit
  return `Revert "${subject}"\n\nThis reverts commit ${what}.`
}

const sameRelease = (a: Release, b: Release): boolean =>
  [...new Set([...Object.keys(a.services), ...Object.keys(b.services)])].every((each) =>
    sameEntry(a, b, each),
  )

function sameEntry(a: Release, b: Release, service: string): boolean {
  const [one, other] = [entryOf(a, service), entryOf(b, service)]
  return one && other ? equal(one, other) : one === other
}
