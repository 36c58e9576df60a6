import { at } from '../../kubernetes/resource.ts'
import type { Place } from '../../output/place.ts'
import { locator } from '../../problem/locate.ts'
import type { Path, Position } from '../../problem/problem.ts'
import type { OverlayTrace } from '../../why/influences.ts'
import { type Layer, layersOf, type Source, type Texts, type Traced, yamlOf } from '../../why/layers.ts'

/** A layer with the lines that people change. */
export interface DescribedLayer {
  readonly by: Layer['by'] | 'environment' | 'component' | 'default of the engine'
  readonly value: unknown
  readonly places: readonly Place[]
}

/** Where a value is from. */
export interface Explanation {
  readonly path: Path
  readonly value: unknown
  /** Every layer that sets it, the one that won first; none if it is not known. */
  readonly layers: readonly DescribedLayer[]
  /** Whether the layer that won says exactly this value. */
  readonly known: boolean
}

/** Explains values of one environment. */
export interface Explainer {
  readonly texts: Texts
  readonly generated: ReadonlyMap<string, Traced>
  readonly overlay: OverlayTrace
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
    layers: layers.map((layer) => described(explainer, layer)).reverse(),
    known: known && layers.length > 0,
  }
}

/** kustomize writes a number where a label is one: as text. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

function described(explainer: Explainer, layer: Layer): DescribedLayer {
  const { overlay, textOf } = explainer
  const inOverlay = layer.sources.filter(({ file }) => file.startsWith('overlays/'))
  if (inOverlay.length === 0) return { ...layer, places: placesOf(layer.sources, explainer) }
  const traced = inOverlay.flatMap((source) =>
    overlay.sourcesOf(source, (path) => at(yamlOf(explainer.texts, source.file), ...path)),
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

function placesOf(sources: readonly Source[], explainer: Explainer): Place[] {
  const placed = sources.map((source): Place => {
    const { file } = source
    const position = source.position ?? innerPosition(source, explainer) ?? positionOf(source, explainer)
    return { file, ...position }
  })
  return [...new Map(placed.map((each) => [JSON.stringify(each), each])).values()].sort((a, b) =>
    a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : a.file < b.file ? -1 : 1,
  )
}

/** Each file is parsed once: an object has hundreds of values, in a few files. */
const locators = new WeakMap<Explainer, Map<string, ReturnType<typeof locator>>>()

function located(explainer: Explainer, key: string, textOf: () => string | undefined) {
  const known = locators.get(explainer) ?? new Map<string, ReturnType<typeof locator>>()
  locators.set(explainer, known)
  const before = known.get(key)
  if (before) return before
  const text = textOf()
  const made = text === undefined ? undefined : locator(text)
  if (made) known.set(key, made)
  return made
}

const positionOf = (
  { file, path }: Pick<Source, 'file' | 'path'>,
  explainer: Explainer,
): Position | undefined =>
  located(
    explainer,
    file,
    () => explainer.texts.get(file) ?? explainer.textOf(file),
  )?.({
    ...{ file, path, at: 'key', message: '' },
  })

/** Of a patch that stands as a text in a kustomization: the line of the value within, one below the text's key. */
function innerPosition({ file, path, inner }: Source, explainer: Explainer): Position | undefined {
  if (!inner) return undefined
  const body = at(yamlOf(explainer.texts, file), ...path)
  if (typeof body !== 'string') return undefined
  const outer = positionOf({ file, path }, explainer)
  const within = located(
    explainer,
    `${file} ${path.join(' ')}`,
    () => body,
  )?.({
    ...{ file, path: inner.path, at: 'key', message: '' },
  })
  return outer && within && { line: outer.line + within.line, column: outer.column }
}
