import { parse } from 'yaml'
import type { Definition } from '../../environment/environment.ts'
import { at } from '../../kubernetes/resource.ts'
import { type Place, place } from '../../output/outcome.ts'
import type { Path } from '../../problem/problem.ts'
import type { OverlayTrace } from '../../why/influences.ts'
import { type Layer, layersOf, type Source, type Texts, type Traced } from '../../why/layers.ts'

/** A layer with the lines that people change. */
export interface ToldLayer {
  readonly by: Layer['by'] | 'environment' | 'component' | 'default of the engine'
  readonly value: unknown
  readonly places: readonly Place[]
}

/** Where a value is from. */
export interface Explanation {
  readonly path: Path
  readonly value: unknown
  /** Every layer that sets it, the one that won first; none if it is not known. */
  readonly layers: readonly ToldLayer[]
  /** Whether the layer that won says exactly this value. */
  readonly known: boolean
}

/** Explains values of one environment. */
export interface Explainer {
  readonly texts: Texts
  readonly generated: ReadonlyMap<string, Traced>
  readonly overlay: OverlayTrace
  readonly definition: Definition
  /** Also of what people wrote beside base. */
  readonly textOf: (file: string) => string | undefined
}

/** Where one value of a resource is from. What no layer says as it was built is not known, and never guessed. */
export function explain(explainer: Explainer, traced: Traced, path: Path): Explanation {
  const value = at(traced.resource, ...path)
  const layers = layersOf(traced, path, explainer.texts, explainer.generated)
  const known = same(layers.at(-1)?.value, value)
  return {
    path,
    value,
    layers: layers.map((layer) => toldOf(explainer, layer)).reverse(),
    known: known && layers.length > 0,
  }
}

/** kustomize writes a number where a label is one: as text. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

function toldOf(explainer: Explainer, layer: Layer): ToldLayer {
  const { overlay, textOf } = explainer
  const inOverlay = layer.sources.filter(({ file }) => file.startsWith('overlays/'))
  if (inOverlay.length === 0) return { ...layer, places: placesOf(layer.sources, explainer) }
  const traced = inOverlay.flatMap((source) =>
    overlay.sourcesOf(source, (path) => at(parse(explainer.texts.get(source.file) ?? ''), ...path)),
  )
  const component = inOverlay.map(overlay.componentOf).find((each) => each !== undefined)
  const rest = layer.sources.filter(({ file }) => !file.startsWith('overlays/'))
  if (traced.length > 0)
    return {
      by: layer.by === 'generated name' ? layer.by : 'environment',
      value: layer.value,
      places: [...placesOf(traced, explainer), ...placesOf(rest, explainer)],
    }
  if (component !== undefined) {
    const file = `base/components/${component}/component.ts`
    return { by: 'component', value: layer.value, places: textOf(file) === undefined ? [] : [{ file }] }
  }
  return { by: 'default of the engine', value: layer.value, places: [] }
}

function placesOf(sources: readonly Source[], { texts, textOf }: Explainer): Place[] {
  const placed = place(
    sources.map((source) => ({
      ...source,
      ...innerPosition(source, texts),
      at: 'key' as const,
      message: '',
    })),
    (file) => texts.get(file) ?? textOf(file),
  ).map(({ file, line, column }) => ({ file, ...(line && { line, column }) }))
  return [...new Map(placed.map((each) => [JSON.stringify(each), each])).values()]
}

/** Of a patch that stands as a text in a kustomization: the line of the value within, one below the text's key. */
function innerPosition({ file, path, inner }: Source, texts: Texts): Pick<Source, 'position'> {
  if (!inner) return {}
  const text = texts.get(file)
  const body = at(parse(text ?? ''), ...path)
  if (typeof body !== 'string') return {}
  const [outer] = place([{ file, path, at: 'key', message: '' }], () => text)
  const [within] = place([{ file, path: inner.path, at: 'key', message: '' }], () => body)
  if (!outer?.line || !within?.line) return {}
  return { position: { line: outer.line + within.line, column: outer.column ?? 1 } }
}
