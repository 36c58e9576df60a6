import { parse } from '../environment/parse.ts'
import type { Outcome } from '../output/outcome.ts'
import { refused } from '../output/place.ts'
import { cachedParse, openParsed } from '../repository/cached-parse.ts'
import { policiesIn } from '../repository/engine-code.ts'
import { readInputs } from '../repository/inputs.ts'
import { textOf } from '../repository/text.ts'
import { type Rendering, renderAll } from './render-all.ts'
import { unknownEnvironments } from './select.ts'
import { type WriteOptions, writeRendering } from './write-rendering.ts'

/**
 * Writes overlays/ and apps/ of the repository at `root` as its environments ask for: all of them, or those named.
 * Every environment must be valid, named or not; otherwise nothing is written.
 *
 * @param keep gets the rendering if there is no problem.
 */
export function render(
  root: string,
  names: readonly string[],
  options: WriteOptions = {},
  keep: (rendering: Rendering) => void = () => {},
): Outcome {
  const { inputs, problems } = readInputs(root)
  const unknown = unknownEnvironments(names, inputs)
  if (unknown) return unknown

  const parsed = openParsed(root)
  const rendering = renderAll(inputs, cachedParse(parse, parsed))
  const all = [...problems, ...rendering.problems, ...policiesIn(inputs.policies).problems]
  if (all.length > 0) return refused(all, textOf(root))
  parsed.save()
  keep(rendering)
  return writeRendering(root, rendering, names, options)
}
