import type { DiffOptions } from '../../../render/diff/model.ts'
import type { Edit } from '../change.ts'

/** A change as a person makes it, and what it must and must not be told to do. */
export interface Case {
  /** Also the name of the golden file. */
  readonly name: string
  /** What the repository holds before, where that isn't what it holds anyway. */
  readonly given?: Edit
  readonly edit: Edit
  /** Every risk that must be named, as `severity environment id resource`; none besides. */
  readonly risks: readonly string[]
  /** Noise that must not be there. */
  readonly never?: RegExp
  readonly options?: DiffOptions
}

export const environmentFile = (name: string): string => `environments/${name}/environment.yaml`
export const releaseFile = (name: string): string => `environments/${name}/release.yaml`
