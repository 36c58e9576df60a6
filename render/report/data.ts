import type { Cluster, Environment } from '../environment/environment.ts'
import type { Holds } from '../environment/schema.ts'
import type { Resource } from '../kubernetes/resource.ts'
import type { Metrics } from '../release/metrics.ts'
import type { Closed, Decision } from '../release/types.ts'
import type { Edge } from '../verify/reach/reach.ts'
import type { Rule } from '../verify/rule.ts'
import type { Finding } from '../verify/verify.ts'

/** All that the page says. The same data gives the same bytes. */
export interface ReportData {
  /** Where this repository is, as fleet.yaml names it. */
  readonly repository: string
  /** The commit of this repository that was looked at, in full. */
  readonly commit: string
  /** When that commit was made, as ISO 8601. Whether a hold has ended is judged by its day, not by a clock. */
  readonly date: string
  /** Every rule that was run, in the order of the rules. */
  readonly rules: readonly Omit<Rule, 'check'>[]
  /** What git knows of the commits that images were built from, by their full name. */
  readonly commits: ReadonlyMap<string, SourceCommit>
  /** In the order in which they are shown. */
  readonly environments: readonly EnvironmentReport[]
  /** How delivery went up to that commit; none if git's history is cut off. */
  readonly delivery?: Delivery | undefined
}

export interface Delivery {
  /** ISO 8601. */
  readonly from: string
  readonly to: string
  /** By environment. */
  readonly metrics: ReadonlyMap<string, Metrics>
}

export interface EnvironmentReport {
  readonly environment: Environment
  readonly cluster: Cluster
  /** What the overlay holds after `kustomize build`. */
  readonly resources: readonly Resource[]
  /** What the rules have against it, with what is excepted. */
  readonly findings: readonly Finding[]
  /** What holds.yaml says, if there is one. */
  readonly holds?: Holds | undefined
  /**
   * What waits to be promoted to it, or the gates that close it to all builds; none if it has no gates, or if git's
   * history is cut off.
   */
  readonly promotion?:
    | { readonly decisions: readonly Decision[] }
    | { readonly closed: readonly Closed[] }
    | undefined
  /** Who reaches whom: `reachOf(resources)`. */
  readonly edges: readonly Edge[]
}

export interface SourceCommit {
  /** ISO 8601. */
  readonly date: string
  /** The first line of its message. */
  readonly subject: string
}
