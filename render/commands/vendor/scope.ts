import type { CustomResourceDefinition, NO_CUSTOM_KINDS } from '../../kubernetes/crd/definition.ts'
import { kindsOf } from '../../kubernetes/crd/kinds.ts'
import type { Resource } from '../../kubernetes/resource.ts'
import { customKinds, isNamespaced } from '../../repository/custom-kinds.ts'
import { isNamespacedByName } from '../../verify/rules/manifests/own-namespace.ts'

/**
 * A function that tells whether a resource belongs to a namespace: by its CustomResourceDefinition, by Kubernetes'
 * schemas, and for a kind that neither knows by its name.
 *
 * @param crds the files of base/crds. @param kubernetes as `1.36`. @param brought what the source brings itself.
 */
export function scopeOf(
  root: string,
  crds: ReadonlyMap<string, string>,
  kubernetes: string,
  brought: readonly Resource[],
): (resource: Resource) => boolean {
  const known = customKinds(root, crds, [kubernetes]).custom.kinds
  const kinds = Object.assign({}, known, ...brought.map(scopesIn)) as typeof NO_CUSTOM_KINDS.kinds
  return (resource) => isNamespaced(resource, kinds, kubernetes) ?? isNamespacedByName(resource)
}

/** A definition that an API server would refuse says nothing here; `validate` says why. */
function scopesIn(definition: Resource): typeof NO_CUSTOM_KINDS.kinds {
  try {
    return kindsOf(definition as unknown as CustomResourceDefinition).kinds
  } catch {
    return {}
  }
}
