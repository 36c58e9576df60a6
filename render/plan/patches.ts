import type { Catalog } from '../catalog/catalog.ts'
import { type Manifest, patch, sorted } from '../component/manifest.ts'
import { componentsOf } from '../environment/components.ts'
import type { Environment } from '../environment/environment.ts'

/** What an environment changes about the namespace's quota. */
export const quotaPatches = ({ quota = {} }: Environment, { platform }: Catalog): Manifest[] =>
  Object.keys(quota).length > 0
    ? [patch('v1', 'ResourceQuota', platform.quotaName, { spec: { hard: sorted(quota) } })]
    : []

/** The patches of every component that is on, in the order in which overlays name components. */
export const componentPatches = (
  environment: Environment,
  catalog: Catalog,
): { readonly component: string; readonly patches: readonly Manifest[] }[] =>
  componentsOf(environment).map((component) => ({
    component,
    patches:
      catalog.components[component]?.definition?.patches?.({
        values: environment.components[component],
        environment: {
          name: environment.name,
          namespace: environment.namespace,
          cluster: environment.cluster,
          host: environment.host ?? '',
          retain: environment.retain,
        },
      }) ?? [],
  }))
