import type { Manifest } from './manifest.ts'
import type { Schema } from './schema.ts'

/** What a component may know of the environment that it is on in. */
export interface EnvironmentFacts {
  readonly name: string
  readonly namespace: string
  readonly cluster: string
  /** The host of environment.yaml; there if the component `uses` it. */
  readonly host: string
  readonly retain: boolean
}

export interface Given<V> {
  /** What environment.yaml says under `components.NAME`; it keeps to the schema. */
  readonly values: V
  readonly environment: EnvironmentFacts
}

/** Something that only one environment may have. */
export interface Claim {
  /** Among which environments: all of them, or those of one cluster. */
  readonly scope: 'fleet' | 'cluster'
  /**
   * When two claims collide: `equal` if they are the same text; `path` if one is the other or lies below it; `host` if
   * one host pattern covers the other.
   */
  readonly compare: 'equal' | 'path' | 'host'
  /** What it is, for the error: `node port`. Claims of different kinds never collide. */
  readonly what: string
  readonly value: string
  /** The key of the values that says it. */
  readonly path?: readonly string[]
}

/** From which environment to which values are derived. */
export interface Derivation {
  readonly from: string
  readonly name: string
  /** What environments claim already, in the scope of the component's claims. */
  readonly taken: ReadonlySet<string>
}

/** Something wrong with values that their schema can't see. */
export interface ValueProblem {
  /** The key or item of the values; none for the component as a whole. */
  readonly path?: readonly (string | number)[]
  /** What is wrong, and what to do. */
  readonly message: string
}

/** A component that must be on as well: this one, or one of several. */
export type Requirement = string | { readonly oneOf: readonly string[] }

/**
 * What a component of base takes from environment.yaml, and what it makes of it. The functions are pure: what they
 * return depends on what they are given alone.
 */
export interface Component<V = unknown> {
  /** What it brings, in a sentence: for the editor and docs/configuration.md. */
  readonly description: string
  /** The values under `components.NAME`; without a schema the component takes none, and is switched on by `{}`. */
  readonly values?: Schema<V>
  /** The components that must be on with it. */
  readonly requires?: readonly Requirement[]
  /** The components that must be off with it. */
  readonly conflicts?: readonly string[]
  /** The keys of environment.yaml that it can't do without. A `host` that no component uses is an error. */
  readonly uses?: readonly 'host'[]
  /** Namespaces of the cluster that it lets in or attaches to: none may be an environment's. */
  namespaces?(values: V): readonly { readonly value: string; readonly path: readonly string[] }[]
  /** What no other environment may have. */
  claims?(given: Given<V>): readonly Claim[]
  /** What the schema can't see. */
  check?(given: Given<V>): readonly ValueProblem[]
  /** Strategic-merge patches of what base brings. They have the last word, after those of base's components. */
  patches?(given: Given<V>): readonly Manifest[]
  /** The values of a new environment that is like this one, where a claim asks for others. */
  derive?(values: V, context: Derivation): V
  /** The key of environment.yaml that it was before components took values, and how its value is written now. */
  readonly formerly?: { readonly key: string; values?(old: unknown): unknown }
}

/** Defines a component: the default export of `base/components/NAME/component.ts`. */
export const component = <V = Readonly<Record<string, never>>>(definition: Component<V>): Component<V> =>
  definition

/** Every component of base that has a component.ts, by the name of its folder. */
export type Components = Readonly<Record<string, Component<unknown>>>
