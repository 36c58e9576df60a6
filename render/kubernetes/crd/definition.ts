import type { KnownKind, Schema } from '../schema/data.ts'

export const CRD_VERSION = 'apiextensions.k8s.io/v1'
export const CRD_KIND = 'CustomResourceDefinition'

/** What is read of a CustomResourceDefinition. */
export interface CustomResourceDefinition {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata?: {
    readonly name?: string
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly spec: {
    readonly group: string
    readonly scope: 'Namespaced' | 'Cluster'
    readonly names: { readonly kind: string; readonly plural: string; readonly listKind?: string }
    readonly preserveUnknownFields?: boolean
    readonly versions: readonly {
      readonly name: string
      readonly served: boolean
      readonly storage: boolean
      readonly deprecated?: boolean
      readonly deprecationWarning?: string
      readonly schema?: { readonly openAPIV3Schema?: Schema }
    }[]
  }
}

/** Kinds that operators bring, with the definitions that they lead to. */
export interface CustomKinds {
  /** By `example.com/v1/Widget`; each is the name of its definition. */
  readonly kinds: Readonly<Record<string, KnownKind>>
  readonly definitions: Readonly<Record<string, Schema>>
}

export const NO_CUSTOM_KINDS: CustomKinds = { kinds: {}, definitions: {} }
