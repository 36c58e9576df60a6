import { at, entries, items, type Resource } from '../kubernetes/resource.ts'
import type { Path } from '../problem/problem.ts'

/**
 * The lists that a strategic-merge patch merges item by item; every other one replaces what base has.
 * https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/#notes-on-the-strategic-merge-patch
 */
const MERGED = ['containers', 'initContainers', 'env', 'volumes', 'volumeMounts', 'imagePullSecrets']

/** What a patch names only to say whom it is for. */
const IDENTITY = ['apiVersion', 'kind']

/** Where a built resource is not as a patch states, and what it should be there. */
export function differencesOf(patch: object, resource: Resource): { path: Path; expected: unknown }[] {
  return entries(patch)
    .filter(([key]) => !IDENTITY.includes(key))
    .flatMap(([key, stated]) => differing(stated, at(resource, key), [key]))
}

function differing(stated: unknown, found: unknown, path: Path): { path: Path; expected: unknown }[] {
  if (isMap(stated))
    return entries(stated).flatMap(([key, value]) => differing(value, at(found, key), [...path, key]))
  if (Array.isArray(stated) && isMerged(path))
    return stated
      .filter((item) => !items(found).some((each) => differing(item, each, []).length === 0))
      .map((expected) => ({ path, expected }))
  return canonical(stated) === canonical(found) ? [] : [{ path, expected: stated }]
}

/** The ports of a Service merge by their number; those of a NetworkPolicy are part of a rule. */
const isMerged = (path: Path): boolean =>
  MERGED.includes(String(path.at(-1))) || path.join('.') === 'spec.ports'

const isMap = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Text that is equal for values that are, whatever the order of their keys. */
const canonical = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, inner: unknown) =>
    isMap(inner) ? Object.fromEntries(entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
