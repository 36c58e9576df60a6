import type { Catalog } from '../catalog/catalog.ts'
import { type Manifest, patch } from '../component/manifest.ts'
import { componentsOf } from '../environment/components.ts'
import type { Environment } from '../environment/environment.ts'

/** https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/ */
const KEEP = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' }

/** What outlives an environment that is retained: its Namespace, and every claim that it brings. */
export function retained(environment: Environment, catalog: Catalog): Manifest[] {
  if (!environment.retain) return []
  const brought = [
    catalog.platform,
    ...Object.keys(environment.services).flatMap((name) => catalog.services[name] ?? []),
    ...componentsOf(environment).flatMap((name) => catalog.components[name] ?? []),
  ]
  return brought
    .flatMap(({ retainable }) => retainable)
    .map(({ kind, name }) => patch('v1', kind, name, { metadata: { name, annotations: KEEP } }))
}
