import { inMemory } from '../../repository/files.ts'
import { type Inputs, inputsFrom } from '../../repository/inputs.ts'
import { filesAt } from '../../tools/git.ts'
import { type Outcome, refused } from '../outcome.ts'
import { type Rendering, renderAll } from '../render-all.ts'

/** The repository as one commit holds it. */
export interface Snapshot {
  readonly root: string
  readonly head: string
  readonly texts: ReadonlyMap<string, string>
  readonly inputs: Inputs
  readonly rendering: Rendering
}

const FOLDERS = ['environments', 'base', 'overlays', 'apps']

/**
 * Reads the repository at a commit.
 *
 * @returns it, or what to tell the person if its inputs are wrong. @throws GitError.
 */
export async function snapshotAt(root: string, head: string): Promise<Snapshot | Outcome> {
  const files = await filesAt(root, head, FOLDERS)
  return snapshotOf(root, head, files)
}

/** The same with some files changed, as a commit on top would hold it; null deletes a file. */
export function changed(
  { root, head, texts }: Snapshot,
  changes: ReadonlyMap<string, string | null>,
): Snapshot | Outcome {
  const files = new Map<string, Uint8Array>()
  for (const [path, text] of [...texts, ...changes])
    if (text === null) files.delete(path)
    else files.set(path, Buffer.from(text))
  return snapshotOf(root, head, files)
}

export const isOutcome = (value: object): value is Outcome => 'exit' in value

function snapshotOf(root: string, head: string, files: ReadonlyMap<string, Uint8Array>): Snapshot | Outcome {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const texts = new Map([...files].map(([path, bytes]) => [path, decoder.decode(bytes)]))
  const { inputs, problems } = inputsFrom(inMemory(files))
  const rendering = renderAll(inputs)
  const all = [...problems, ...rendering.problems]
  if (all.length > 0) return refused(all, (file) => texts.get(file))
  return { root, head, texts, inputs, rendering }
}
