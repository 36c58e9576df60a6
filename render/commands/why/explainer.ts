import type { Inputs } from '../../repository/inputs.ts'
import { textOf } from '../../repository/text.ts'
import { traceOverlay } from '../../why/influences.ts'
import type { Traced } from '../../why/layers.ts'
import type { Rendering } from '../render-all.ts'
import type { Explainer } from './explain.ts'
import { traceEnvironment } from './trace.ts'

/**
 * What explains the values of an environment of a rendering without problems.
 *
 * @returns it, or what kustomize has against the overlay. @throws {RangeError} if there is no such environment.
 */
export async function explainerOf(
  root: string,
  inputs: Inputs,
  rendering: Rendering,
  name: string,
): Promise<
  { readonly explainer: Explainer; readonly traced: readonly Traced[] } | { readonly error: string }
> {
  const definition = rendering.definitions.find((each) => each.name === name)
  const { fleet, catalog } = rendering
  if (!definition || !fleet) throw new RangeError(`the rendering has no environment "${name}"`)
  const built = await traceEnvironment(root, rendering, inputs.base, name)
  if ('error' in built) return built
  const { traced, texts } = built
  const generated = traced.filter(({ origin }) => origin.generated)
  return {
    traced,
    explainer: {
      texts,
      generated: new Map(generated.map((each) => [each.resource.metadata.name, each])),
      overlay: traceOverlay(definition, fleet, catalog),
      textOf: textOf(root),
    },
  }
}
