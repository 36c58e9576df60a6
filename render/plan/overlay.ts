import type { Catalog } from '../catalog/catalog.ts'
import { defined, type Manifest } from '../component/manifest.ts'
import { componentsOf } from '../environment/components.ts'
import type { Environment } from '../environment/environment.ts'
import { own } from '../kubernetes/resource.ts'
import { WORKLOAD_KINDS } from '../kubernetes/service-workload.ts'
import { componentPatches, quotaPatches } from './patches.ts'
import { retained } from './retained.ts'
import { servicePatches } from './service.ts'

/** A kustomization, in the order in which people read it. */
export interface Kustomization {
  readonly apiVersion: 'kustomize.config.k8s.io/v1beta1' | 'kustomize.config.k8s.io/v1alpha1'
  readonly kind: 'Kustomization' | 'Component'
  readonly namespace?: string
  readonly labels?: readonly {
    readonly pairs: Readonly<Record<string, string>>
    readonly includeTemplates: boolean
  }[]
  readonly resources?: readonly string[]
  readonly components?: readonly string[]
  readonly replicas?: readonly { readonly name: string; readonly count: number }[]
  readonly images?: readonly ImageOverride[]
  readonly patches?: readonly { readonly patch: Manifest }[]
}

export interface ImageOverride {
  readonly name: string
  readonly newName: string
  readonly newTag: string
  readonly digest?: string
}

/** The overlay of an environment: base, the components that are on, and patches for what differs. */
export function planOverlay(environment: Environment, catalog: Catalog): Kustomization {
  const services = Object.entries(environment.services)
  const scaled = services.filter(([, { autoscaling }]) => autoscaling).map(([name]) => name)
  const fixed = services.filter(
    ([name, { autoscaling }]) =>
      !autoscaling && own(WORKLOAD_KINDS, catalog.services[name]?.workload.kind ?? '')?.scales,
  )
  const patches = [
    ...quotaPatches(environment, catalog),
    ...retained(environment, catalog),
    ...componentPatches(environment, catalog).flatMap(({ patches }) => patches),
    ...services.flatMap(([name, definition]) => {
      const base = catalog.services[name]
      return base ? servicePatches(name, definition, base) : []
    }),
  ]
  return defined({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace: environment.namespace,
    // Never in selectors: they are immutable, and a label of the environment says nothing about which pods are meant.
    labels: [{ pairs: { environment: environment.name }, includeTemplates: true }],
    resources: ['../../base/platform', ...services.map(([name]) => `../../base/services/${name}`)],
    components: [
      ...componentsOf(environment)
        .filter((component) => catalog.components[component]?.isBuilt)
        .map((component) => `../../base/components/${component}`),
      ...scaled.map((name) => `../../base/services/${name}/autoscaling`),
      'release', // last, so that it names the images of all that stands above it
    ],
    // Always written: a workload without replicas keeps whatever number it was scaled to by hand.
    ...(fixed.length > 0 && {
      replicas: fixed.map(([name, { replicas = 1 }]) => ({ name, count: replicas })),
    }),
    ...(patches.length > 0 && { patches: patches.map((patch) => ({ patch })) }),
  } satisfies Kustomization)
}
