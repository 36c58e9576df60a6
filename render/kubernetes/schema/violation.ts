import type { Path, Problem } from '../../problem/problem.ts'
import { shortened } from '../../text/shortened.ts'

export type { Path }

/**
 * What a real API server would refuse in a manifest: a problem whose file isn't known yet. The end of its path may be
 * missing in the manifest: then it is what should be there.
 */
export type SchemaViolation = Pick<Problem, 'path' | 'at' | 'message'>

export const wrongValue = (path: Path, message: string): SchemaViolation => ({ path, at: 'value', message })

export const wrongKey = (path: Path, message: string): SchemaViolation => ({ path, at: 'key', message })

/** A value in an error message, short, in words where it has many parts. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  if (typeof value !== 'string') return `the ${typeof value} ${value}`
  const text = JSON.stringify(value)
  return text.length > 80 ? `${shortened(text, 78)}"` : text
}
