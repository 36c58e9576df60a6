/** Something wrong at a place in a file, as code scanning and the annotations of a workflow show it. */
export interface Annotation {
  /** The id of the rule that it is about. */
  readonly rule: string
  readonly level: 'error' | 'warning'
  readonly message: string
  readonly remediation?: string
  /** From the repository's root, with forward slashes; none if it is about no file. */
  readonly file?: string
  /** Both count from 1; without a line it is the file as a whole. */
  readonly line?: number
  readonly column?: number
}

/** What readers are told of a rule, whatever it finds. */
export interface RuleText {
  readonly id: string
  readonly severity: 'error' | 'warning'
  readonly title: string
  readonly why: string
  readonly remediation: string
}
