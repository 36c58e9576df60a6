import type { Parse } from '../../environment/parse.ts'
import type { Outcome } from '../../output/outcome.ts'
import { keepRendering, knownRendering, renderingKey } from '../known-rendering.ts'
import { type Tree, workTreeOf } from './tree.ts'

/**
 * The working tree's side of a change: rendered, unless an earlier run has rendered the same bytes.
 *
 * @param read reads YAML. @returns it, or why the inputs can't be rendered. @throws what the file system throws.
 */
export async function workTreeSide(root: string, read: Parse): Promise<Tree | Outcome> {
  const key = renderingKey(root)
  const known = knownRendering(root, key)
  if (known) return workTreeOf(root, known.files)
  const { readInputs } = await import('../../repository/inputs.ts')
  const { renderAll } = await import('../render-all.ts')
  const { inputs, problems } = readInputs(root)
  const rendering = renderAll(inputs, read)
  const all = [...problems, ...rendering.problems]
  if (all.length > 0) {
    const { refused } = await import('../../output/place.ts')
    const { textOf } = await import('../../repository/text.ts')
    return refused(all, textOf(root))
  }
  keepRendering(root, key, rendering)
  return workTreeOf(root, rendering.files)
}
