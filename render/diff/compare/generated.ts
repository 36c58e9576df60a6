import type { Resource } from '../../kubernetes/resource.ts'

/**
 * Kustomize's hash at the end of a generated name: ten hexadecimal digits, of which those that could spell words are
 * replaced by letters (https://github.com/kubernetes-sigs/kustomize/blob/master/api/internal/hasher/hasher.go).
 */
const HASH = /-[2456789bcdfghkmt]{10}$/

/** How a reference to a generated resource shows, where it is shown at all. */
const STANDS_FOR = '-(hash)'

/** How a reference to the generated resource of this name shows. */
export const generatedName = (name: string): string => name + STANDS_FOR

/**
 * The same resources, without the hashes that kustomize appends to the names of generated ConfigMaps and Secrets:
 * neither in their names nor where others name them. So the same ConfigMap is the same on both sides of a change.
 */
export function withoutHashes(resources: readonly Resource[]): Resource[] {
  const generated = new Set(resources.filter(isGenerated).map(({ metadata }) => metadata.name))
  const rename = (value: unknown): unknown => {
    if (typeof value === 'string') return generated.has(value) ? value.replace(HASH, STANDS_FOR) : value
    if (typeof value !== 'object' || value === null) return value
    // What names none stays the same object: what both sides share is then known to be equal without a look.
    const named = Object.entries(value).map(([key, each]) => [key, rename(each)] as const)
    if (named.every(([key, each]) => each === (value as Record<string, unknown>)[key])) return value
    return Array.isArray(value) ? named.map(([, each]) => each) : Object.fromEntries(named)
  }
  return resources.map((resource) =>
    isGenerated(resource)
      ? { ...resource, metadata: { ...resource.metadata, name: resource.metadata.name.replace(HASH, '') } }
      : (rename(resource) as Resource),
  )
}

export const isGenerated = ({ kind, metadata }: Resource): boolean =>
  (kind === 'ConfigMap' || kind === 'Secret') && HASH.test(metadata.name)

/** Whether some value below `within` is this text: how a resource is found to name another. */
export const mentions = (within: unknown, name: string): boolean =>
  within === name ||
  (typeof within === 'object' &&
    within !== null &&
    Object.values(within).some((each) => mentions(each, name)))
