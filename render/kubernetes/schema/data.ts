/**
 * What Kubernetes publishes about a value: the keywords of its OpenAPI description, with their meaning there.
 *
 * https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export interface Schema {
  /** The name of a definition. */
  readonly $ref?: string
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean'
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly nullable?: boolean
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: boolean
  readonly exclusiveMaximum?: boolean
  readonly multipleOf?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly not?: Schema
  readonly 'x-kubernetes-int-or-string'?: boolean
  readonly 'x-kubernetes-embedded-resource'?: boolean
  /** Written here, not by Kubernetes: `true` and `false` are good beside what the reference asks. */
  readonly 'or-boolean'?: boolean
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean
  /** A `map` is a list whose items are told apart by some keys, a `set` one that holds nothing twice. */
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'map' | 'set'
  readonly 'x-kubernetes-list-map-keys'?: readonly string[]
}

/** Where schemas were taken from. */
export interface Source {
  readonly module: string
  readonly version: string
  readonly sum: string
  readonly licence: string
}

/** A kind that the API server stores. */
export interface KnownKind {
  readonly definition: string
  readonly namespaced: boolean
}

/** All schemas of one Kubernetes version, as `npm run schemas:kubernetes` writes them. */
export interface KubernetesSchemas {
  /** As fleet.yaml names it: `1.36`. */
  readonly kubernetes: string
  readonly sources: readonly Source[]
  /** By `apps/v1/Deployment` or `v1/Service`. */
  readonly kinds: Readonly<Record<string, KnownKind>>
  readonly definitions: Readonly<Record<string, Schema>>
}

/** A kind's key in `kinds`. */
export const kindKey = (apiVersion: string, kind: string): string => `${apiVersion}/${kind}`
