/** A key or index on the way from a file's root to the value a problem is about. */
export type Path = readonly (string | number)[]

/** What is wrong with an input: a value that travels to the command that prints it. Never thrown by the core. */
export interface Problem {
  /** Relative to the repository's root, with forward slashes. */
  readonly file: string
  /** Where in the file; empty means the file as a whole. */
  readonly path: Path
  /** Whether the key at the end of `path` is wrong (unknown, superfluous) or its value. */
  readonly at: 'key' | 'value'
  /** What is wrong, what was expected and the fix, in one sentence. */
  readonly message: string
  /** Known already where the text itself is broken, so that no path leads there. Both count from 1. */
  readonly position?: Position
}

export interface Position {
  readonly line: number
  readonly column: number
}

/** A problem with the value at `path`. */
export const wrongValue = (file: string, path: Path, message: string): Problem => ({
  file,
  path,
  at: 'value',
  message,
})

/** A problem with the key at the end of `path`: it should not be there, or not under this name. */
export const wrongKey = (file: string, path: Path, message: string): Problem => ({
  file,
  path,
  at: 'key',
  message,
})

/** A problem with a whole file: it is missing, unreadable, or not what it should be. */
export const wrongFile = (file: string, message: string): Problem => ({
  file,
  path: [],
  at: 'value',
  message,
})
