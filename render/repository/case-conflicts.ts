/** Two paths that are one on a disk that ignores case, as on macOS and Windows. */
export interface CaseConflict {
  readonly path: string
  /** The first of them. */
  readonly other: string
}

/**
 * Paths, or folders on the way to them, that differ from an earlier one only in case or in how Unicode composes a letter.
 * What lies below a folder that is named isn't named again.
 */
export function caseConflicts(paths: Iterable<string>): CaseConflict[] {
  const first = new Map<string, string>()
  const twins = new Map<string, CaseConflict>()
  for (const path of [...paths].sort())
    for (let end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
      const part = end < 0 ? path : path.slice(0, end)
      const folded = part.normalize('NFC').toLowerCase()
      const other = first.get(folded) ?? part
      first.set(folded, other)
      if (other !== part) twins.set(part, { path: part, other })
      if (other !== part || end < 0) break
    }
  return [...twins.values()]
}
