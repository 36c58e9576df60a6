import { type Catalog, kindsOfBase } from '../catalog/catalog.ts'
import type { Manifest } from '../component/manifest.ts'
import type { Cluster, Environment } from '../environment/environment.ts'
import type { Fleet } from '../environment/schema.ts'
import { planApplication, planProject } from './argocd.ts'
import { type Kustomization, planOverlay } from './overlay.ts'
import { planRelease } from './release.ts'

/** Everything that an environment becomes, as data: nothing here knows files or YAML. */
export interface EnvironmentPlan {
  readonly name: string
  readonly cluster: string
  readonly overlay: Kustomization
  readonly release: Kustomization
  readonly argocd: readonly Manifest[]
}

/** Plans one environment. It must have passed every check: there is no error to report here any more. */
export function planEnvironment(environment: Environment, fleet: Fleet, catalog: Catalog): EnvironmentPlan {
  const cluster = fleet.clusters[environment.cluster] as Cluster
  return {
    name: environment.name,
    cluster: environment.cluster,
    overlay: planOverlay(environment, catalog),
    release: planRelease(environment, catalog, fleet.registry),
    argocd: [
      planProject(environment, fleet, cluster, kindsOfBase(catalog)),
      planApplication(environment, fleet, cluster),
    ],
  }
}
