import { holdsFile, releaseFile } from '../../environment/environment.ts'
import type { Holds } from '../../environment/schema.ts'
import { editHolds, editRelease } from '../../release/edit.ts'
import type { Decision, Entry } from '../../release/types.ts'
import type { Snapshot } from './snapshot.ts'

type Edits = ReadonlyMap<string, string | null>

/** The release file of an environment with everything that is set; nothing if nothing is. */
export function releaseEdits(
  { texts }: Snapshot,
  environment: string,
  decisions: readonly Decision[],
): Edits {
  const entries = Object.fromEntries(
    decisions.flatMap(({ action, service, to }): [string, Entry][] =>
      action === 'set' && to ? [[service, to]] : [],
    ),
  )
  const file = releaseFile(environment)
  if (Object.keys(entries).length === 0) return new Map()
  return new Map([[file, editRelease(texts.get(file) ?? '', entries)]])
}

/** The new holds file of an environment; nothing if it is so already. */
export function holdsEdits({ texts }: Snapshot, environment: string, holds: Holds): Edits {
  const file = holdsFile(environment)
  const before = texts.get(file)
  const after = editHolds(before, holds)
  if (after === before) return new Map()
  return new Map([[file, after ?? null]])
}
