import type { Catalog, Kind } from '../catalog/catalog.ts'
import type { Manifest } from '../component/manifest.ts'
import { componentsOf } from '../environment/components.ts'
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
      planProject(environment, fleet, cluster, kindsIn(environment, catalog)),
      planApplication(environment, fleet, cluster),
    ],
  }
}

/** Every kind of resource that the environment's overlay brings. */
function kindsIn(environment: Environment, catalog: Catalog): Kind[] {
  const services = Object.entries(environment.services).flatMap(([name, { autoscaling }]) => {
    const service = catalog.services[name]
    return service ? [...service.kinds, ...((autoscaling && service.autoscaling?.kinds) || [])] : []
  })
  const components = componentsOf(environment).flatMap((name) => catalog.components[name]?.kinds ?? [])
  return [...catalog.platform.kinds, ...services, ...components]
}
