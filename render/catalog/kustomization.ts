import { posix } from 'node:path'
import type { Path } from '../problem/problem.ts'

/** A kustomization as somebody wrote it: nobody has looked at its values yet. */
export interface Kustomization {
  readonly resources?: unknown
  readonly components?: unknown
  readonly configMapGenerator?: readonly unknown[]
  readonly patches?: readonly unknown[]
  readonly secretGenerator?: readonly unknown[]
  readonly generators?: unknown
  readonly helmCharts?: unknown
}

export const isKustomization = (path: string): boolean => posix.basename(path) === 'kustomization.yaml'

/** What a kustomization of base may say; others read files that nobody here has looked at. */
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
export function filesOf({ patches, configMapGenerator }: Kustomization): Reference<string>[] {
  const maps = (configMapGenerator ?? []) as readonly Readonly<Record<string, unknown>>[]
  return [
    ...((patches ?? []) as readonly { path?: unknown }[]).map(({ path }, index) => ({
      to: path,
      place: ['patches', index, 'path'],
    })),
    ...maps.flatMap(({ env, envs, files }, index) => [
      { to: env, place: ['configMapGenerator', index, 'env'] },
      ...listed(envs, ['configMapGenerator', index, 'envs']),
      // As NAME=FILE, or FILE alone.
      ...listed(files, ['configMapGenerator', index, 'files']).map(({ to, place }) => ({
        to: String(to).replace(/^[^=]*=/, ''),
        place,
      })),
    ]),
  ].flatMap(({ to, place }) => (to === undefined || to === null ? [] : [{ to: String(to), place }]))
}

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
