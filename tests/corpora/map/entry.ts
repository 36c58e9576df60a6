/** What a check of another project is here. */
export type Entry = Covered | Elsewhere | Left

/** Rules of `validate` that find what the check finds. */
export interface Covered {
  readonly rules: readonly [string, ...string[]]
  /** The fields, as a path with dots, of their violations that are about it; all of them if omitted. */
  readonly field?: RegExp
  /** How they differ from the check, if they do. */
  readonly note?: string
}

/** Found, but not by a rule of `validate`. */
export interface Elsewhere {
  readonly elsewhere: string
}

/** Deliberately not checked, and why. */
export interface Left {
  readonly left: string
}

/** The checks of one project. */
export interface CheckMap {
  readonly project: string
  /** The version whose checks these are. */
  readonly version: string
  /** Where they are documented. */
  readonly source: string
  readonly checks: Readonly<Record<string, Entry>>
}

export const isCovered = (entry: Entry): entry is Covered => 'rules' in entry
export const isLeft = (entry: Entry): entry is Left => 'left' in entry

/** An entry of rules; the first is the one that says most about it. */
export const by = (...rules: Covered['rules']): Covered => ({ rules })

export const left = (why: string): Left => ({ left: why })
export const elsewhere = (where: string): Elsewhere => ({ elsewhere: where })
