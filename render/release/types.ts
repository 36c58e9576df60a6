import type { Holds, Release } from '../environment/schema.ts'

/** What one service runs: an image, the source it was built from, and what it knows of the database. */
export type Entry = Release['services'][string]

/** The keys of an entry, in the order in which they are written. Nothing else is ever promoted. */
export const ENTRY_KEYS = ['tag', 'digest', 'commit', 'migration', 'contracting'] as const

/** How a source commit stands to another one; `older` is an ancestor, `unknown` means that git doesn't have one. */
export type Relation = 'same' | 'older' | 'newer' | 'unrelated' | 'unknown'

/** Says how `a` stands to `b`. Builds are ordered by it and not by a clock. */
export type Relate = (a: string, b: string) => Relation

/** The release of an environment as one commit of this repository left it. */
export interface State {
  readonly commit: string
  readonly release: Release
}

/** A state with the day it came to be, YYYY-MM-DD. */
export interface PastState extends State {
  readonly day: string
}

/** Every state of an environment's release along the first parents, newest first; the current one leads. */
export type Past = readonly PastState[]

/** An environment as bump, promote and rollback look at it. */
export interface Running {
  readonly name: string
  readonly release: Release
  readonly holds: Holds
  readonly past: Past
  /** The services of base that don't run here. */
  readonly leavesOut?: readonly string[]
  /** Whether every image must have a digest: everywhere but on a local cluster. */
  readonly digests: boolean
}

/** What a command learned outside: from git, from the clock and from base. */
export interface Knowledge {
  readonly relation: Relate
  /** YYYY-MM-DD. */
  readonly today: string
  /** The services with an image of our own. */
  readonly services: readonly string[]
  /** The services that run a third-party image, which base pins. */
  readonly pinned?: readonly string[]
  /** The gates that keep a service from moving; none are asked if omitted. */
  readonly closed?: (service: string) => readonly Closed[]
}

/** Why a service may not move: someone said so, or a revert took it back in `commit` of this repository. */
export type Hold =
  | { readonly kind: 'environment' | 'service'; readonly reason: string; readonly until?: string }
  | { readonly kind: 'went-back'; readonly commit: string }

/** A gate of environment.yaml's `promotion` that is closed. */
export type Closed =
  /** Only builds of another environment may come. */
  | { readonly gate: 'from'; readonly from: string }
  /** It hasn't run there for long enough; `until` is when it has, ISO 8601. */
  | { readonly gate: 'soak'; readonly from: string; readonly soak: string; readonly until: string }
  /** What runs there isn't known to be healthy, or isn't healthy. `at` is ISO 8601. */
  | {
      readonly gate: 'healthy'
      readonly from: string
      readonly soak?: string
      readonly state: 'no-record' | 'unknown' | 'failed'
      /** The commit that brought what runs there. */
      readonly release?: string
      readonly at?: string
      readonly reason?: string
    }
  /** No window is open, or none will be when the soak ends; `opens` is when one opens, ISO 8601. */
  | { readonly gate: 'windows'; readonly opens?: string; readonly timezone?: string }

/** The newest migration that removed something from the database, and the service that brought it. */
export interface Floor {
  readonly service: string
  readonly migration: number
}

/** Reasons that say everything by themselves. */
export type PlainCode =
  | 'first'
  | 'left-out'
  | 'pinned'
  | 'newer'
  | 'source-known'
  | 'order-unknown'
  | 'retagged'
  | 'completed'
  | 'same'
  | 'older'
  | 'downgrade'
  | 'commit-missing'
  | 'digest-missing'
  | 'unrelated'
  | 'unknown-commit'
  | 'rebuilt'
  | 'tag-moved'
  | 'contracting-lost'
  | 'nothing-before'
  | 'never-ran'

/** Why it was decided so; `sentence` words it, `code` is for programs. `target` is a commit of this repository. */
export type Reason =
  | { readonly code: PlainCode }
  | {
      readonly code: 'rolled-back' | 'not-back' | 'not-in-target' | 'same-as-target'
      readonly target: string
    }
  | { readonly code: 'unknown-service'; readonly known: readonly string[] }
  | { readonly code: 'not-in-source'; readonly source: string; readonly known: readonly string[] }
  | { readonly code: 'contradiction'; readonly key: 'migration' | 'contracting' }
  | { readonly code: 'held'; readonly hold: Hold }
  | { readonly code: 'closed'; readonly closed: readonly Closed[] }
  | { readonly code: 'contracted' | 'migration-unknown'; readonly floor: Floor }

/** What happens with one service. `to` is what it runs then, or would run if it hadn't been refused. */
export interface Decision {
  readonly service: string
  readonly action: 'set' | 'unchanged' | 'refused'
  readonly from?: Entry
  readonly to?: Entry
  readonly reason: Reason
}

export interface Decided {
  readonly decisions: readonly Decision[]
  /** The release with everything that is `set`, and nothing else changed. */
  readonly release: Release
}
