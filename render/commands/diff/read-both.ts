import { readResources } from '../../kubernetes/read.ts'
import type { Resource } from '../../kubernetes/resource.ts'

/**
 * The resources of both sides of an environment, as kustomize wrote them. Most are the same on both: a text that stands
 * on both sides is read once, and is one object.
 *
 * @throws what `readResources` throws.
 */
export function readBoth(
  before: string | undefined,
  after: string | undefined,
): [before: Resource[], after: Resource[]] {
  const known = new Map<string, Resource[]>()
  const read = (text: string): Resource[] => {
    const resources = known.get(text) ?? readResources(text)
    known.set(text, resources)
    return resources
  }
  const side = (manifests = ''): Resource[] => documentsOf(manifests).flatMap(read)
  return [side(before), side(after)]
}

/** The documents of a stream. Whatever a string holds is indented, so that a line of three hyphens is no part of one. */
const documentsOf = (manifests: string): string[] => manifests.split(/^---$/m)
