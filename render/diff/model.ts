import type { ListType } from '../kubernetes/crd/lists.ts'
import type { Resource } from '../kubernetes/resource.ts'

/** One environment as it is on one side of a change. */
export interface Side {
  /** The cluster of fleet.yaml that it runs on. */
  readonly cluster: string
  /** Its overlay as kustomize built it, and its AppProject and Application. */
  readonly resources: readonly Resource[]
  /** How many resources one change may remove: `deletionBudget` of environment.yaml, 0 if omitted. */
  readonly deletionBudget: number
  /** The branch, tag or commit that its Application follows. */
  readonly revision: string
  /** The source commit of each image, by the last part of the image's name, as far as release.yaml knows it. */
  readonly commits?: Readonly<Record<string, string>>
  /** The services that holds.yaml holds today: why, and whether it is with the environment as a whole. */
  readonly holds?: Readonly<Record<string, { readonly reason: string; readonly whole: boolean }>>
}

/** An environment that may have changed. Without `before` it is new, without `after` it is removed as a whole. */
export interface EnvironmentSides {
  readonly name: string
  readonly before?: Side
  readonly after?: Side
  /** Which files of it changed. */
  readonly causes: {
    /** Its own: environments/NAME, fleet.yaml, or what is rendered from them. */
    readonly own: boolean
    /** base, which it shares with others. */
    readonly base: boolean
  }
}

export interface DiffOptions {
  /** The branch that the change is made for; defaults to `main`. */
  readonly branch?: string
  /** The ways that network policies leave open, each as people read it: `web -> api:8000`. */
  readonly reach?: (resources: readonly Resource[]) => readonly string[]
  /** What lists of custom kinds are, by their paths: `listTypeOf`. */
  readonly lists?: (resource: Resource, shape: string) => ListType | undefined
  /** Whether a source commit is an ancestor of another; undefined if that can't be told. */
  readonly isOlder?: (commit: string, than: string) => boolean | undefined
}

/** What a change does in the cluster. Plain data: `--json` prints it as it is. */
export interface Diff {
  /** Only environments in which something changes, their deletion budget included, in the order of their names. */
  readonly environments: readonly EnvironmentDiff[]
  /** Risks of the change as a whole, beside those of each environment. */
  readonly risks: readonly Risk[]
  readonly summary: Summary
}

/** Counts over all environments. */
export interface Summary {
  readonly environments: number
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly restarts: number
  readonly risks: Readonly<Record<Severity, number>>
  /** The environments in which more is removed than their deletion budget allows. */
  readonly overBudget: readonly string[]
}

export interface EnvironmentDiff {
  readonly name: string
  readonly status: 'new' | 'changed' | 'removed'
  readonly added: readonly Named[]
  readonly removed: readonly Removed[]
  readonly changed: readonly ResourceChange[]
  /** The workloads that replace their pods, as `Deployment/web`. */
  readonly restarts: readonly string[]
  /** Worst first. */
  readonly risks: readonly Risk[]
  readonly deletions: Deletions
}

/** A resource as people name it; two of one name, in different namespaces, have the namespace behind it. */
export interface Named {
  readonly id: string
}

export interface Removed extends Named {
  /** Why it stays in the cluster all the same, without Argo CD looking after it. */
  readonly kept?: 'Prune=false' | 'hook' | 'retain' | 'unlisted'
}

export interface ResourceChange extends Named {
  readonly fields: readonly FieldChange[]
  /** The workloads that restart because they read this ConfigMap or Secret. */
  readonly restarts?: readonly string[]
}

/** A field that changes. Without `before` it is new, without `after` it goes. */
export interface FieldChange {
  /** As `spec.template.spec.containers[web].image`. */
  readonly path: string
  readonly before?: unknown
  readonly after?: unknown
  /** The values could be a secret and are not shown. */
  readonly hidden?: true
}

/** `high`: data, service or safety is at stake, or the sync fails. `medium`: needs a decision. `note`: good to know. */
export type Severity = 'high' | 'medium' | 'note'

export interface Risk {
  /** Which kind of risk: `replicas-trap`, `immutable`. */
  readonly id: string
  readonly severity: Severity
  /** As `Deployment/web`; none if it is about more than one. */
  readonly resource?: string
  readonly message: string
  /** What to do, in this order. */
  readonly steps?: readonly string[]
}

export interface Deletions {
  /**
   * How many resources the change removes; renamed ConfigMaps and what is kept don't count, what becomes a hook does.
   */
  readonly removed: number
  readonly budget: number
  readonly exceeded: boolean
  /** Where it is exceeded: what to do. */
  readonly remediation?: string
}
