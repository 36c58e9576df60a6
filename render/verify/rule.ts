import type { Kind } from '../catalog/catalog.ts'
import type { Manifest } from '../component/manifest.ts'
import type { Cluster, Environment } from '../environment/environment.ts'
import type { Resource } from '../kubernetes/resource.ts'
import type { ManifestValidator } from '../kubernetes/schema/validator.ts'
import type { Path, Problem } from '../problem/problem.ts'
import type { Programs } from './programs/files.ts'
import type { ReachFile } from './reach/files.ts'
import type { TargetedPatch } from './targeted-patches.ts'

/** Something that must hold of every built environment. */
export interface Rule {
  /** How findings, exceptions and docs/rules.md name it. */
  readonly id: string
  /** An error fails `validate`; a warning is said and lets it pass. */
  readonly severity: 'error' | 'warning'
  /** What must hold, as a sentence. */
  readonly title: string
  /** What goes wrong in the cluster where it doesn't, with the source of the rule. */
  readonly why: string
  /** How to put it right, where the violation itself doesn't say it better. */
  readonly remediation: string
  /** What it must know beside the built manifests; nothing if those are enough. */
  readonly needs?: readonly Need[]
  readonly check: (subject: Subject) => Iterable<Violation>
}

/** What this repository knows of its environments, and a folder of plain manifests does not. */
export const NEEDS = {
  environment: 'environment.yaml says what the environment is meant to be',
  release: 'release.yaml says which images it runs',
  fleet: 'fleet.yaml says what belongs to the system: its name, its registry, its rights',
  cluster: 'fleet.yaml says whether the cluster is a local one',
  apps: 'apps/ says that Argo CD applies it, and how',
  base: 'base/ says what it brings beside manifests: components, reachability.yaml, programs.yaml',
  namespace: 'an environment is all that its namespace holds, a folder may be a part of it',
} as const

export type Need = keyof typeof NEEDS

/** Defines a rule of the system's own: the default export of `policies/NAME.ts`, alone or in a list. */
export const policy = (rule: Rule): Rule => rule

/** One place where a rule doesn't hold. */
export interface Violation {
  /** The resource that is wrong; none if it is the environment as a whole. */
  readonly resource?: Resource
  /** Where in the resource. */
  readonly path?: Path
  /** What is wrong there, as a sentence that names what was found and what was expected. */
  readonly message: string
  readonly remediation?: string
  /** Where people change it, if the rule knows better than the resource and the path tell. */
  readonly source?: Pick<Problem, 'file' | 'path' | 'at' | 'position'>
}

/** All that a rule may look at: one environment, as it was written and as kustomize built it. */
export interface Subject {
  readonly environment: Environment
  readonly cluster: Cluster
  /** What each component that is on makes of its values. */
  readonly patches: readonly { readonly component: string; readonly patches: readonly Manifest[] }[]
  /** What the API server of the cluster has against a resource. */
  readonly validate: ManifestValidator
  /** Whether a kind belongs to a namespace; nothing if it is unknown. */
  readonly isNamespaced?: (resource: Resource) => boolean | undefined
  /** What the overlay holds after `kustomize build`. */
  readonly resources: readonly Resource[]
  /** Its AppProject and Application. */
  readonly argocd: readonly Resource[]
  /**
   * The LimitRanges of its namespace, wherever they are, if what the API server fills in counts as set: in a folder of
   * anyone. An environment says its own amounts, and how many pods there are.
   */
  readonly limitRanges?: readonly Resource[]
  /** What the repository says of every environment. */
  readonly fleet: FleetFacts
}

export interface FleetFacts {
  /** The name of the system, as fleet.yaml says it. */
  readonly system: string
  /** Where the images are. */
  readonly registry: string
  /** The services of base, in alphabetical order. */
  readonly services: readonly string[]
  /** Those with an image of our own, which release.yaml names. */
  readonly images: readonly string[]
  /** Every kind that base can bring. */
  readonly kinds: readonly Kind[]
  /** This repository, as Argo CD knows it. */
  readonly repository: string
  /** Every reachability.yaml of base, in the order of their paths. */
  readonly reachability: readonly ReachFile[]
  /** What base says of the programs in its containers. */
  readonly programs: Programs
  /** Every patch that a kustomization of base makes. */
  readonly patches: readonly TargetedPatch[]
}
