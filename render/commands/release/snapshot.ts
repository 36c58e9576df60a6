import type { Catalog } from '../../catalog/catalog.ts'
import { type Parse, parse } from '../../environment/parse.ts'
import type { Outcome } from '../../output/outcome.ts'
import { refused } from '../../output/place.ts'
import { inMemory } from '../../repository/files.ts'
import { type Inputs, inputsFrom } from '../../repository/inputs.ts'
import { filesAt } from '../../tools/git-files.ts'
import { type Rendering, renderAll } from '../render-all.ts'

/** The repository as one commit holds it. */
export interface Snapshot {
  readonly root: string
  readonly head: string
  readonly texts: ReadonlyMap<string, string>
  readonly inputs: Inputs
  readonly rendering: Rendering
  /** Reads YAML, the same text only once: a command renders four times, with next to nothing changed. */
  readonly parse: Parse
}

const FOLDERS = ['environments', 'base', 'policies', 'overlays', 'apps']

/**
 * Reads the repository at a commit.
 *
 * @returns it, or what to tell the person if its inputs are wrong. Its component.ts files run: they must be those of the
 *   working tree (`requireOwnCode`). @throws GitError.
 */
export async function snapshotAt(root: string, head: string): Promise<Snapshot | Outcome> {
  const files = await filesAt(root, head, FOLDERS)
  return snapshotOf(root, head, files, readingOnce())
}

/** The same with some files changed, as a commit on top would hold it; null deletes a file. */
export function changed(snapshot: Snapshot, changes: ReadonlyMap<string, string | null>): Snapshot | Outcome {
  const { root, head, texts, rendering, parse } = snapshot
  const files = new Map<string, Uint8Array>()
  for (const [path, text] of [...texts, ...changes])
    if (text === null) files.delete(path)
    else files.set(path, Buffer.from(text))
  const sameBase = ![...changes.keys()].some((path) => path.startsWith('base/'))
  return snapshotOf(root, head, files, parse, sameBase ? rendering.catalog : undefined)
}

export const isOutcome = (value: object): value is Outcome => 'exit' in value

function snapshotOf(
  root: string,
  head: string,
  files: ReadonlyMap<string, Uint8Array>,
  parser: Parse,
  catalog?: Catalog,
): Snapshot | Outcome {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const texts = new Map([...files].map(([path, bytes]) => [path, decoder.decode(bytes)]))
  const { inputs, problems } = inputsFrom(inMemory(files))
  const rendering = renderAll(inputs, parser, catalog && (() => ({ catalog, problems: [] })))
  const all = [...problems, ...rendering.problems]
  if (all.length > 0) return refused(all, (file) => texts.get(file))
  return { root, head, texts, inputs, rendering, parse: parser }
}

function readingOnce(): Parse {
  const known = new Map<string, ReturnType<Parse>>()
  return (file, bytes) => {
    const key = `${file}\0${Buffer.from(bytes).toString('latin1')}`
    const found = known.get(key) ?? parse(file, bytes)
    known.set(key, found)
    return found
  }
}
