import { posix } from 'node:path'
import type { Path } from '../problem/problem.ts'

/** A kustomization as parsed; its values are not validated yet. */
export interface Kustomization {
  readonly resources?: unknown
  readonly components?: unknown
  readonly configMapGenerator?: unknown
  readonly patches?: unknown
  readonly secretGenerator?: unknown
  readonly generators?: unknown
  readonly helmCharts?: unknown
}

/** As base calls its kustomizations. */
export const isKustomization = (path: string): boolean => posix.basename(path) === KUSTOMIZATION_NAMES[0]

/** The names that kustomize looks for, in its order. */
export const KUSTOMIZATION_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const

/** Any of them: folders of other repositories have each. */
export const isKustomizationFile = (path: string): boolean =>
  KUSTOMIZATION_NAMES.some((name) => posix.basename(path) === name)

/** The fields that a kustomization of base may have; others read files that are not checked here. */
export const FIELDS = [
  'apiVersion',
  'kind',
  'namespace',
  'resources',
  'components',
  'configMapGenerator',
  'secretGenerator',
  'generators',
  'helmCharts',
  'patches',
  'labels',
  'commonAnnotations',
  'generatorOptions',
  'images',
  'namePrefix',
  'nameSuffix',
]

/** What an entry of these lists may say. */
export const ENTRY_FIELDS = {
  patches: ['path', 'patch', 'target', 'options'],
  configMapGenerator: ['name', 'namespace', 'behavior', 'env', 'envs', 'files', 'literals', 'options'],
}

/**
 * What kustomize would read another way than it is read here: its decoder ignores the case of keys, so that `Path` is
 * `path` to it.
 */
export const unknownFields = (kustomization: Kustomization): { place: Path; message: string }[] => [
  ...strangeKeys(kustomization, FIELDS, []),
  ...(['patches', 'configMapGenerator'] as const).flatMap((list) => {
    const value = kustomization[list] ?? []
    return Array.isArray(value)
      ? value.flatMap((entry, index) => strangeKeys(entry, ENTRY_FIELDS[list], [list, index]))
      : [{ place: [list], message: 'must be a list.' }]
  }),
]

function strangeKeys(
  map: unknown,
  known: readonly string[],
  place: Path,
): { place: Path; message: string }[] {
  if (typeof map !== 'object' || map === null || Array.isArray(map))
    return [{ place, message: `must be a map with ${known.join(', ')}.` }]
  return Object.keys(map)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      place: [...place, key],
      message: `has the field ${key}: expected ${known.join(', ')}.`,
    }))
}

/** A path that a kustomization names, and where it does. */
export interface Reference<T = unknown> {
  readonly to: T
  readonly place: Path
}

/** The resources and Components that a kustomization names, files or folders. */
export const referencesOf = ({ resources, components }: Kustomization): Reference[] => [
  ...listed(resources, ['resources']),
  ...listed(components, ['components']),
]

/** The files that a kustomization reads beside its resources. */
export const filesOf = ({ patches, configMapGenerator }: Kustomization): Reference[] => [
  ...mapsIn(patches).flatMap(({ path }, index) => given(path, ['patches', index, 'path'])),
  ...mapsIn(configMapGenerator).flatMap(({ env, envs, files }, index) => [
    ...given(env, ['configMapGenerator', index, 'env']),
    ...listed(envs, ['configMapGenerator', index, 'envs']),
    // As NAME=FILE, or FILE alone.
    ...listed(files, ['configMapGenerator', index, 'files']).map(({ to, place }) => ({
      to: typeof to === 'string' ? to.replace(/^[^=]*=/, '') : to,
      place,
    })),
  ]),
]

const mapsIn = (list: unknown): Readonly<Record<string, unknown>>[] =>
  Array.isArray(list) ? list.map((each) => Object(each)) : []

const given = (to: unknown, place: Path): Reference[] =>
  to === undefined || to === null ? [] : [{ to, place }]

/** The patches that a kustomization holds itself, as text. */
export const inlinePatchesOf = ({ patches }: Kustomization): Reference<string>[] =>
  ((patches ?? []) as readonly { patch?: unknown }[]).flatMap((each, index) =>
    typeof each?.patch === 'string' ? [{ to: each.patch, place: ['patches', index, 'patch'] }] : [],
  )

/** The entries of a list; what is no list has one that is no path. */
const listed = (value: unknown, place: Path): Reference[] =>
  value === undefined || value === null
    ? []
    : Array.isArray(value)
      ? value.map((to: unknown, index) => ({ to, place: [...place, index] }))
      : [{ to: null, place }]
