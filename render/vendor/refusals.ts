import { at, idOf, type Resource } from '../kubernetes/resource.ts'
import { translateHook } from './hooks.ts'
import type { Manifest } from './manifests.ts'

export interface Sorted {
  /** What an environment may have. */
  readonly resources: readonly Resource[]
  /** For base/crds. */
  readonly crds: readonly Resource[]
  /** What was changed or left out on the way, a sentence each. */
  readonly notes: readonly string[]
  /** Why the source can't be vendored as it is, a sentence each. */
  readonly refused: readonly string[]
}

export interface Limits {
  /** What the source was rendered for. */
  readonly namespace: string
  /** Resources that the user leaves out, as `ClusterRole/x`. */
  readonly exclude: readonly string[]
  readonly isNamespaced: (resource: Resource) => boolean
}

/** Sorts what a source brings into what an environment may have, what goes to base/crds, and what is refused. */
export function sortManifests(
  manifests: readonly Manifest[],
  { namespace, exclude, isNamespaced }: Limits,
): Sorted {
  const resources: Resource[] = []
  const crds: Resource[] = []
  const notes: string[] = []
  const refused: string[] = []
  const from = new Map<string, string | undefined>()
  const unused = new Set(exclude)
  for (const { resource: found, from: file } of manifests) {
    const id = idOf(found)
    if (exclude.includes(id)) {
      unused.delete(id)
      continue
    }
    const translated = translateHook(found)
    if ('leftOut' in translated) {
      notes.push(translated.leftOut)
      continue
    }
    const where = file ? ` (${file})` : ''
    if ('refused' in translated) {
      refused.push(`${translated.refused}${where}: ${elsewhere(id)}.`)
      continue
    }
    if (translated.note) notes.push(translated.note)
    const { resource } = translated
    const key = `${String(resource.apiVersion).replace(/\/.*/, '')} ${id}`
    if (from.has(key)) refused.push(`${id} is rendered twice${where}: ${elsewhere(id)}.`)
    from.set(key, file)
    if (resource.kind === 'CustomResourceDefinition') {
      crds.push(resource)
      continue
    }
    refused.push(
      ...wrongWith(resource, namespace, isNamespaced(resource)).map((why) => `${id}${where} ${why}`),
    )
    resources.push(withoutNamespace(resource))
  }
  for (const id of unused)
    refused.push(`exclude names ${id}, which the source does not render; remove the entry.`)
  return { resources, crds, notes, refused }
}

/** Whether a resource is written: not what the user excludes, nor what only helm's tests run. */
export const isKept =
  (exclude: readonly string[]) =>
  ({ resource }: Manifest): boolean =>
    !exclude.includes(idOf(resource)) && !('leftOut' in translateHook(resource))

const elsewhere = (id: string): string => `disable it in values, or list ${id} under exclude`

function wrongWith(resource: Resource, namespace: string, isNamespaced: boolean): string[] {
  const id = idOf(resource)
  if (resource.kind === 'Namespace')
    return [`is refused, because an environment has its own Namespace: ${elsewhere(id)}.`]
  if (!isNamespaced)
    return [
      `is cluster-scoped, and the AppProject of an environment allows no cluster-scoped kind but its Namespace: ${elsewhere(id)}, and let the administrators of the cluster apply it.`,
    ]
  const home = at(resource, 'metadata', 'namespace')
  return [
    ...(home === undefined || home === null || home === '' || home === namespace
      ? []
      : [
          `is in namespace ${String(home)}, and an environment has one namespace (here ${namespace}): ${elsewhere(id)}.`,
        ]),
    ...(resource.kind === 'Secret' && ['data', 'stringData'].some((key) => hasEntries(resource[key]))
      ? [
          `is a Secret with data, and secrets never come from git: name an existing Secret in values, or list ${id} under exclude.`,
        ]
      : []),
  ]
}

const hasEntries = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0

/** The overlay sets the namespace of its environment. */
function withoutNamespace(resource: Resource): Resource {
  const { namespace: _, ...metadata } = resource.metadata
  return { ...resource, metadata }
}

/**
 * Where two renderings of a chart differ, as `Deployment/x spec.replicas`: a resource that only one of them has, or the
 * fields in it.
 */
export function differences(one: readonly Manifest[], other: readonly Manifest[]): string[] {
  const byId = new Map(other.map((each) => [idOf(each.resource), each.resource]))
  const found = one.flatMap(({ resource }) => {
    const id = idOf(resource)
    const twin = byId.get(id)
    byId.delete(id)
    if (!twin) return [id]
    return fieldsThatDiffer(resource, twin, '').map((field) => `${id} ${field}`)
  })
  return [...found, ...byId.keys()]
}

function fieldsThatDiffer(a: unknown, b: unknown, path: string): string[] {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b ? [] : [path]
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return keys.flatMap((key) => {
    const step = Array.isArray(a) ? `[${key}]` : /^[\w-]+$/.test(key) ? `.${key}` : `[${key}]`
    return fieldsThatDiffer(at(a, key), at(b, key), path === '' ? step.replace(/^\./, '') : path + step)
  })
}

/** What holds the namespace of a resource or of an account, which the overlay sets. */
export const isSetByOverlay = (difference: string): boolean =>
  / (metadata\.namespace|subjects\[\d+\]\.namespace)$/.test(difference)
