/** One commit: its message, and what becomes of files by their path: a text, or null to delete one that is there. */
export interface Change {
  readonly message: string
  readonly files: ReadonlyMap<string, string | null>
}

export interface Push {
  readonly branch: string
  /** The commit that the first one stands on: the branch's head, or where a branch that isn't there yet begins. */
  readonly parent: string
  /** One on top of the other; the branch moves once, over all of them. */
  readonly commits: readonly [Change, ...Change[]]
}
