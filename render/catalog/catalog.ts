import type { Component, Requirement } from '../component/component.ts'

/** What base offers, as far as the renderer must know it. Read from base, so that base alone decides. */
export interface Catalog {
  readonly services: Readonly<Record<string, CatalogService>>
  /** By the name of the folder in base/components. */
  readonly components: Readonly<Record<string, CatalogComponent>>
  readonly platform: Contribution & { readonly quota: readonly string[]; readonly quotaName: string }
}

/** What a folder of base brings into an environment. */
export interface Contribution {
  readonly kinds: readonly Kind[]
  /** What holds data, or everything else: the Namespace, the claims. */
  readonly retainable: readonly { readonly kind: string; readonly name: string }[]
  /** The workloads among them, as `Deployment/web`. */
  readonly workloads: readonly string[]
  /** The services whose image its containers run: release.yaml names them, and base writes no more than the name. */
  readonly images: readonly string[]
}

export interface CatalogComponent extends Contribution {
  /** Whether it has a kustomization: without one it only patches what others bring. */
  readonly isBuilt: boolean
  /** What its component.ts says; nothing without one. */
  readonly definition?: Component
}

export interface CatalogService extends Contribution {
  /** What runs it, and the container that `resources` in environment.yaml is about. */
  readonly workload: { readonly kind: string; readonly container: string }
  /** The components that must be on wherever it runs. */
  readonly requires: readonly Requirement[]
  /** Names of the environment variables that settings.env declares. */
  readonly settings: readonly string[]
  /** That container's own requests and limits, as quantities. */
  readonly resources: Resources
  /** Bounds of its HorizontalPodAutoscaler, where the service has one to enable. */
  readonly autoscaling?: {
    readonly minReplicas: number
    readonly maxReplicas: number
    readonly kinds: readonly Kind[]
  }
}

export interface Resources {
  readonly requests: Readonly<Record<string, string>>
  readonly limits: Readonly<Record<string, string>>
}

/** API group (empty for the core group) and kind, as an AppProject names them. */
export interface Kind {
  readonly group: string
  readonly kind: string
}

/** The services with an image of our own, in alphabetical order: what is built, released, promoted and rolled back. */
export const releasedServices = ({ services, components, platform }: Catalog): string[] =>
  distinctNames([...Object.values(services), ...Object.values(components), platform])

/** The images of our own that some services and components of an environment run, in alphabetical order. */
export const imagesIn = (
  { services, components, platform }: Catalog,
  running: { readonly services: readonly string[]; readonly components: readonly string[] },
): string[] =>
  distinctNames([
    ...running.services.flatMap((name) => (Object.hasOwn(services, name) ? (services[name] ?? []) : [])),
    ...running.components.flatMap((name) =>
      Object.hasOwn(components, name) ? (components[name] ?? []) : [],
    ),
    platform,
  ])

const distinctNames = (brings: readonly Contribution[]): string[] =>
  [...new Set(brings.flatMap(({ images }) => images))].sort()

/**
 * Every kind that base can bring, whatever an environment switches on. An AppProject must permit a kind for as long as
 * there may be resources of it: Argo CD does not see, and so never prunes, what is of another.
 */
export const kindsOfBase = ({ services, components, platform }: Catalog): Kind[] =>
  distinctKinds([
    ...platform.kinds,
    ...Object.values(services).flatMap(({ kinds, autoscaling }) => [...kinds, ...(autoscaling?.kinds ?? [])]),
    ...Object.values(components).flatMap(({ kinds }) => kinds),
  ])

/** Each kind once, in the order of group and kind. */
export const distinctKinds = (kinds: readonly Kind[]): Kind[] =>
  [...new Map(kinds.map((each) => [`${each.group}/${each.kind}`, each]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, kind]) => kind)
