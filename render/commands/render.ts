import { parse } from '../environment/parse.ts'
import { readInputs } from '../repository/inputs.ts'
import { openParsed, remembering } from '../repository/memory.ts'
import { textOf } from '../repository/text.ts'
import { type Outcome, refused } from './outcome.ts'
import { renderAll } from './render-all.ts'
import { unknownEnvironments } from './select.ts'
import { type WriteOptions, writeRendering } from './write-rendering.ts'

/**
 * Writes overlays/ and apps/ of the repository at `root` as its environments ask for: all of them, or those named.
 * Every environment must be valid, named or not; otherwise nothing is written.
 */
export function render(root: string, names: readonly string[], options: WriteOptions = {}): Outcome {
  const { inputs, problems } = readInputs(root)
  const unknown = unknownEnvironments(names, inputs)
  if (unknown) return unknown

  const memory = openParsed(root)
  const rendering = renderAll(inputs, remembering(parse, memory))
  const all = [...problems, ...rendering.problems]
  if (all.length > 0) return refused(all, textOf(root))
  memory.close()
  return writeRendering(root, rendering, names, options)
}
