import type { Problem } from '../../problem/problem.ts'
import type { Manifest } from '../../vendor/manifests.ts'

/** What a source came to. With problems, nothing else in it counts. */
export interface Inflated {
  readonly manifests: readonly Manifest[]
  readonly problems: readonly Problem[]
  /** What people must know of it, a sentence each. */
  readonly notes: readonly string[]
  /** What was fetched, as the lock tells it. */
  readonly fetched: Readonly<Record<string, string>>
  /** What source.yaml pins it to, in `chart` or `kustomize`. */
  readonly pinned: Readonly<Record<string, string>>
  /** As `helm 4.2.3`. */
  readonly renderedWith: string
  readonly kubernetes?: string
  /** The default values of a chart. */
  readonly values?: string
}

export const NOTHING: Inflated = {
  manifests: [],
  problems: [],
  notes: [],
  fetched: {},
  pinned: {},
  renderedWith: '',
}
