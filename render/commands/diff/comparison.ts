import { type Comparison, startDiff } from '../../diff/diff.ts'
import type { Parse } from '../../environment/parse.ts'
import { listTypeOf } from '../../kubernetes/crd/lists.ts'
import { type Relation, readAncestry } from '../../tools/ancestry.ts'
import { reachOf } from '../../verify/reach/reach.ts'
import { customKindsIn } from './custom-kinds.ts'
import type { SidesPlan } from './sides.ts'
import type { Tree } from './tree.ts'

/**
 * Begins to compare what is built, with what the repository at `root` and its working tree know of it.
 *
 * @throws GitError.
 */
export async function startComparison(
  root: string,
  { outlines }: SidesPlan,
  after: Tree,
  read: Parse,
): Promise<Comparison> {
  const relation = outlines.length > 0 ? await readAncestry(root) : undefined
  let custom: ReturnType<typeof customKindsIn> | undefined
  return startDiff(outlines, {
    reach: (resources) => reachOf(resources).map(({ from, to, port }) => `${from} -> ${to}:${port}`),
    lists: (resource, shape) => {
      custom ??= customKindsIn(root, after, read)
      return listTypeOf(custom, resource, shape)
    },
    isOlder: (commit, than) => OLDER[relation?.(commit, than) ?? 'unknown'],
  })
}

/** Whether a commit is older, as far as its relation tells. */
const OLDER: Readonly<Partial<Record<Relation, boolean>>> = { same: false, older: true, newer: false }
