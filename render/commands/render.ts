import { parse } from '../environment/parse.ts'
import { type Outcome, refused } from '../output/outcome.ts'
import { cachedParse, openParsed } from '../repository/cached-parse.ts'
import { policiesIn } from '../repository/engine-code.ts'
import { readInputs } from '../repository/inputs.ts'
import { textOf } from '../repository/text.ts'
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

  const parsed = openParsed(root)
  const rendering = renderAll(inputs, cachedParse(parse, parsed))
  const all = [...problems, ...rendering.problems, ...policiesIn(inputs.policies).problems]
  if (all.length > 0) return refused(all, textOf(root))
  parsed.save()
  return writeRendering(root, rendering, names, options)
}
