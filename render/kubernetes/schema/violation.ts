/** What a real API server would refuse in a manifest. */
export interface SchemaViolation {
  /** From the manifest's root. The end may be missing in the manifest: then it is what should be there. */
  readonly path: readonly (string | number)[]
  /** Whether the key at the end of `path` is wrong (unknown, superfluous) or its value. */
  readonly at: 'key' | 'value'
  /** What is wrong, what was expected and the fix, in one sentence. */
  readonly message: string
}

export type Path = SchemaViolation['path']

export const wrongValue = (path: Path, message: string): SchemaViolation => ({ path, at: 'value', message })

export const wrongKey = (path: Path, message: string): SchemaViolation => ({ path, at: 'key', message })

/** A value in an error message, short, in words where it has many parts. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  if (typeof value !== 'string') return `the ${typeof value} ${value}`
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 77)}…"` : text
}
