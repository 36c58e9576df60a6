import { posix } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { parse } from 'yaml'
import { at, entries, items, type Resource } from '../kubernetes/resource.ts'
import { stepsOf } from '../problem/pointer.ts'
import type { Path, Position } from '../problem/problem.ts'
import { patchesIn } from '../verify/base-patches.ts'
import { generatedFrom } from '../verify/generated-from.ts'
import { isFor } from '../verify/targeted-patches.ts'
import { correspond } from './correspond.ts'

/** A line that a layer takes a value from. */
export interface Source {
  readonly file: string
  /** Of a value in YAML; in a patch that a kustomization holds as text, the path of that text. */
  readonly path: Path
  /** Within such a patch. */
  readonly inner?: { readonly kind: string; readonly name: string; readonly path: Path }
  /** Known already for a line of an env file. */
  readonly position?: Position
}

/** Something that sets a field of a resource: the later ones win. */
export interface Layer {
  readonly by:
    | 'manifest'
    | 'generator'
    | 'patch'
    | 'labels'
    | 'annotations'
    | 'namespace'
    | 'images'
    | 'replicas'
    | 'generated name'
  readonly value: unknown
  /** Every line that has a part in it; of most, one. */
  readonly sources: readonly Source[]
}

/** A built resource, and what kustomize says of how it was made. */
export interface Traced {
  readonly resource: Resource
  /** The file that holds it, or the kustomization that generates it. */
  readonly origin: { readonly file: string; readonly generated: boolean }
  /** Each step in the order in which kustomize took it: the kustomization, and what it did. */
  readonly steps: readonly { readonly file: string; readonly kind: string }[]
}

/** What the build read, by path. */
export type Texts = ReadonlyMap<string, string>

/**
 * The layers that set one value of a resource, in the order in which kustomize applies them.
 *
 * @param generated the generated ConfigMaps of the same build, by the name they were built with.
 */
export function layersOf(
  traced: Traced,
  path: Path,
  texts: Texts,
  generated: ReadonlyMap<string, Traced>,
): Layer[] {
  const { resource, steps } = traced
  const value = at(resource, ...path)
  const layers = [
    ...originLayers(traced, path, texts),
    ...steps.flatMap(({ file, kind }) => (LOOK[kind] ?? none)({ file, traced, path, texts })),
  ]
  const named = typeof value === 'string' ? generated.get(value) : undefined
  const isName = named && /name$/i.test(String(path.at(-1)))
  return isName ? [...layers, generatedName(named, texts)] : layers
}

interface Look {
  readonly file: string
  readonly traced: Traced
  readonly path: Path
  readonly texts: Texts
}

const none = (): Layer[] => []

/** What a kustomization does by each of kustomize's transformers, as far as it is known here. */
const LOOK: Readonly<Record<string, (look: Look) => Layer[]>> = {
  PatchTransformer: patchLayers,
  PatchStrategicMergeTransformer: patchLayers,
  PatchJson6902Transformer: patchLayers,
  LabelTransformer: labelLayers,
  AnnotationsTransformer: ({ file, path, texts }) => {
    const key = path.at(-1) as string
    const value = at(yamlOf(texts, file), 'commonAnnotations', key)
    return path.at(-2) === 'annotations' && value !== undefined
      ? [{ by: 'annotations', value, sources: [{ file, path: ['commonAnnotations', key] }] }]
      : []
  },
  NamespaceTransformer: ({ file, traced, path, texts }) => {
    const value = at(yamlOf(texts, file), 'namespace')
    const field = traced.resource.kind === 'Namespace' ? 'metadata.name' : 'metadata.namespace'
    return path.join('.') === field && value !== undefined
      ? [{ by: 'namespace', value, sources: [{ file, path: ['namespace'] }] }]
      : []
  },
  ReplicaCountTransformer: ({ file, traced, path, texts }) =>
    items(at(yamlOf(texts, file), 'replicas')).flatMap((each, index): Layer[] =>
      path.join('.') === 'spec.replicas' && at(each, 'name') === traced.resource.metadata.name
        ? [
            {
              by: 'replicas',
              value: at(each, 'count'),
              sources: [{ file, path: ['replicas', index, 'count'] }],
            },
          ]
        : [],
    ),
  ImageTagTransformer: ({ file, traced, path, texts }) => {
    if (path.at(-1) !== 'image') return []
    const built = String(at(traced.resource, ...path))
    return items(at(yamlOf(texts, file), 'images')).flatMap((each, index): Layer[] => {
      const [name, tag, digest] = ['newName', 'newTag', 'digest'].map((key) => at(each, key))
      const value = `${name ?? at(each, 'name')}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`
      const sources = ['newName', 'newTag', 'digest'].flatMap((key) =>
        at(each, key) === undefined ? [] : [{ file, path: ['images', index, key] }],
      )
      return value === built ? [{ by: 'images', value, sources }] : []
    })
  },
}

/** What the file says that holds the resource, or the generator that makes it. */
function originLayers({ resource, origin }: Traced, path: Path, texts: Texts): Layer[] {
  const { file, generated } = origin
  if (!generated) {
    const found = correspond(yamlOf(texts, file), resource, path)
    return found ? [{ by: 'manifest', value: found.value, sources: [{ file, path: found.path }] }] : []
  }
  const name = resource.metadata.name.replace(/-[a-z0-9]{10}$/, '')
  const generators = items(at(yamlOf(texts, file), 'configMapGenerator'))
  const index = generators.findIndex((each) => at(each, 'name') === name)
  if (index < 0) return []
  const place = ['configMapGenerator', index]
  if (path.length === 1 && (path[0] === 'apiVersion' || path[0] === 'kind'))
    return [{ by: 'generator', value: at(resource, ...path), sources: [{ file, path: place }] }]
  if (path[0] === 'metadata' && path.length === 3) {
    const options = ['options', ...path.slice(1)]
    const value = at(generators[index], ...options)
    return value === undefined
      ? []
      : [{ by: 'generator', value, sources: [{ file, path: [...place, ...options] }] }]
  }
  if (path[0] !== 'data' || path.length !== 2) return []
  const key = String(path[1])
  const mine = new Map([...texts].filter(([each]) => !/kustomization\.yaml$/.test(each) || each === file))
  const source = generatedFrom(name, key, mine)
  if (!source) return []
  const line = source.position && texts.get(source.file)?.split('\n')[source.position.line - 1]
  const value = line?.trimStart().startsWith(`${key}=`)
    ? line.trimStart().slice(key.length + 1)
    : at(resource, ...path)
  return [{ by: 'generator', value, sources: [source] }]
}

function patchLayers({ file, traced, path, texts }: Look): Layer[] {
  const { kind, metadata } = traced.resource
  // A generated name had no hash yet when it was patched, and the Namespace its own name.
  const names = traced.origin.generated
    ? [metadata.name.replace(/-[a-z0-9]{10}$/, '')]
    : [metadata.name, String(at(yamlOf(texts, traced.origin.file), 'metadata', 'name'))]
  return patchesIn(file, texts).flatMap(({ target, content, file: home, place }): Layer[] => {
    const said = (target ?? { kind: at(content, 'kind'), name: at(content, 'metadata', 'name') }) as object
    const whom = { kind: text(at(said, 'kind')) ?? '.*', name: text(at(said, 'name')) ?? '.*' }
    const name = names.find((each) => isFor(whom, { kind, name: each }))
    if (name === undefined) return []
    const found = Array.isArray(content)
      ? operation(content, traced.resource, path)
      : IDENTITY.test(path.join('.'))
        ? undefined
        : correspond(content, traced.resource, path)
    if (!found) return []
    const source: Source = place
      ? { file: home, path: place, inner: { kind, name, path: found.path } }
      : { file: home, path: found.path }
    return [{ by: 'patch', value: found.value, sources: [source] }]
  })
}

/** What a patch says only because it must. */
const IDENTITY = /^(apiVersion|kind|metadata\.name)$/

/**
 * The last operation of a JSON Patch that adds or replaces the value, or what it stands in. A `-` appends
 * (https://datatracker.ietf.org/doc/html/rfc6902#section-4.1): it is the element that is still the appended one.
 */
function operation(
  operations: readonly unknown[],
  resource: Resource,
  path: Path,
): { path: Path; value: unknown } | undefined {
  for (const [index, each] of [...operations.entries()].reverse()) {
    if (!['add', 'replace'].includes(String(at(each, 'op')))) continue
    const steps = stepsOf(String(at(each, 'path')))
    const rest = path.slice(steps.length)
    const value = at(each, 'value', ...rest)
    const isThere = steps.every((step, depth) =>
      step === '-' && depth > 0
        ? isDeepStrictEqual(at(resource, ...path.slice(0, depth + 1)), at(each, 'value'))
        : step === String(path[depth]),
    )
    if (value !== undefined && isThere) return { path: [index, 'value', ...rest], value }
  }
  return undefined
}

function labelLayers({ file, path, texts }: Look): Layer[] {
  const key = path.at(-1) as string
  const parent = String(path.at(-2))
  const kustomization = yamlOf(texts, file)
  const common = at(kustomization, 'commonLabels', key)
  return [
    ...(common !== undefined && /^(labels|matchLabels|selector)$/.test(parent)
      ? [{ by: 'labels' as const, value: common, sources: [{ file, path: ['commonLabels', key] }] }]
      : []),
    ...items(at(kustomization, 'labels')).flatMap((each, index): Layer[] => {
      const value = at(each, 'pairs', key)
      const own = path.length === 3 && path[0] === 'metadata'
      const inTemplate = at(each, 'includeTemplates') === true || at(each, 'includeSelectors') === true
      const isSet =
        parent === 'labels'
          ? own || inTemplate
          : /^(matchLabels|selector)$/.test(parent) && at(each, 'includeSelectors') === true
      return value !== undefined && isSet
        ? [{ by: 'labels', value, sources: [{ file, path: ['labels', index, 'pairs', key] }] }]
        : []
    }),
  ]
}

/** A generated name holds a hash of all that the ConfigMap holds: every line of it has a part. */
function generatedName(traced: Traced, texts: Texts): Layer {
  const { resource, origin } = traced
  const name = resource.metadata.name.replace(/-[a-z0-9]{10}$/, '')
  const index = items(at(yamlOf(texts, origin.file), 'configMapGenerator')).findIndex(
    (each) => at(each, 'name') === name,
  )
  const own: Source = { file: origin.file, path: ['configMapGenerator', index, 'name'] }
  const content = entries(at(resource, 'data')).flatMap(
    ([key]) => layersOf(traced, ['data', key], texts, new Map()).at(-1)?.sources ?? [],
  )
  return { by: 'generated name', value: resource.metadata.name, sources: [own, ...content] }
}

const parsed = new WeakMap<Texts, Map<string, unknown>>()

/** What a file holds; the same for as long as its texts are. */
export function yamlOf(texts: Texts, file: string): unknown {
  const known = parsed.get(texts) ?? new Map<string, unknown>()
  parsed.set(texts, known)
  if (!known.has(file)) known.set(file, parse(texts.get(posix.normalize(file)) ?? '', { logLevel: 'silent' }))
  return known.get(file)
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
