import { groupOf, idOf, type Resource } from '../kubernetes/resource.ts'

/** Resources that are looked at together, with where each is from. */
export interface FolderSubject {
  /** The folder, as findings name it. */
  readonly name: string
  /** Of the resources; empty if they set none. */
  readonly namespace: string
  readonly resources: readonly Resource[]
}

/** A resource that a file holds as it is. */
export interface Placed {
  readonly file: string
  readonly resource: Resource
}

/**
 * Resources by namespace, because Services, ConfigMaps and policies reach no further. What sets no namespace is with
 * the only one that there is, and otherwise by itself; a Namespace is with what it holds.
 */
export function byNamespace(name: string, resources: readonly Resource[]): FolderSubject[] {
  const homes = new Set(resources.flatMap(({ metadata }) => given(metadata.namespace) ?? []))
  const only = homes.size === 1 ? ([...homes][0] as string) : ''
  const homeOf = (resource: Resource): string =>
    given(resource.metadata.namespace) ??
    (resource.kind === 'Namespace' && homes.has(resource.metadata.name) ? resource.metadata.name : only)
  return [...Map.groupBy(resources, homeOf)].map(([namespace, group]) => ({
    name,
    namespace,
    resources: group,
  }))
}

const given = (namespace: unknown): string | undefined =>
  typeof namespace === 'string' && namespace !== '' ? namespace : undefined

/**
 * Plain manifests that are applied together, as `kubectl apply --recursive` does with a folder: all of it, unless one
 * resource is there twice, as in folders for dev and prod; then each folder for itself, and at last each file.
 */
export function groupManifests(
  dir: string,
  placed: readonly Placed[],
): { name: string; placed: readonly Placed[] }[] {
  if (placed.length === 0) return []
  if (!hasTwice(placed)) return [{ name: dir, placed }]
  const steps = dir === '' ? 0 : dir.split('/').length
  const folders = Map.groupBy(placed, ({ file }) =>
    file
      .split('/')
      .slice(0, -1)
      .slice(0, steps + 1)
      .join('/'),
  )
  return [...folders].flatMap(([folder, group]) => {
    if (folder !== dir) return groupManifests(folder, group)
    if (!hasTwice(group)) return [{ name: dir, placed: group }]
    return [...Map.groupBy(group, ({ file }) => file)].map(([name, ofFile]) => ({ name, placed: ofFile }))
  })
}

function hasTwice(placed: readonly Placed[]): boolean {
  const ids = placed.map(
    ({ resource }) => `${groupOf(resource)} ${given(resource.metadata.namespace) ?? ''} ${idOf(resource)}`,
  )
  return new Set(ids).size < ids.length
}
