import type { Outcome } from '../output/outcome.ts'
import { keepRendering, knownRendering, renderingKey } from './known-rendering.ts'
import { type WriteOptions, writeRendering } from './write-rendering.ts'

/**
 * Writes what an earlier run rendered from the same bytes, which spares understanding them, and loading what does;
 * renders as `render` does if nothing is known.
 *
 * @throws what the file system throws.
 */
export async function renderUnlessKnown(
  root: string,
  names: readonly string[],
  options: WriteOptions = {},
): Promise<Outcome> {
  const key = renderingKey(root)
  const known = knownRendering(root, key)
  if (known && names.every((name) => known.definitions.some((each) => each.name === name)))
    return writeRendering(root, known, names, options)
  const { render } = await import('./render.ts')
  return render(root, names, options, (rendering) => keepRendering(root, key, rendering))
}
