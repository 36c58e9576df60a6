/** What base offers, as far as the renderer must know it. Read from base, so that base alone decides. */
export interface Catalog {
  readonly services: Readonly<Record<string, CatalogService>>
  /** By the name of the folder in base/components. */
  readonly components: Readonly<Record<string, readonly Kind[]>>
  readonly platform: { readonly kinds: readonly Kind[]; readonly quota: readonly string[] }
}

export interface CatalogService {
  readonly kinds: readonly Kind[]
  /** Names of the environment variables that settings.env declares. */
  readonly settings: readonly string[]
  /** The container's own requests and limits, as quantities. */
  readonly resources: Resources
  /** Bounds of its HorizontalPodAutoscaler, where the service has one to switch on. */
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

/** Each kind once, in the order of group and kind. */
export const distinctKinds = (kinds: readonly Kind[]): Kind[] =>
  [...new Map(kinds.map((each) => [`${each.group}/${each.kind}`, each]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, kind]) => kind)
