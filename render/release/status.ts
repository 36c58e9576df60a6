/** What Argo CD reported about a commit that it synced into an environment: one commit status of GitHub. */
export interface Status {
  /** GitHub's, which counts upwards. */
  readonly id: number
  /** ms since 1970. */
  readonly at: number
  readonly commit: string
  readonly state: 'pending' | 'success' | 'failure'
  /** A line; of a failure, what failed. */
  readonly description: string
}

/** Which statuses are about an Application: Argo CD's, and nobody else's. */
export const contextOf = (application: string): string => `argocd/${application}`

/**
 * A record with more statuses, oldest first, each once. What was there already stays as it is: a record only grows.
 * Late ones are put where they belong.
 */
export function withStatuses(recorded: readonly Status[], found: readonly Status[]): readonly Status[] {
  const known = new Set(recorded.map(({ id }) => id))
  const added = found.filter(({ id }) => !known.has(id) && known.add(id))
  return added.length === 0 ? recorded : [...recorded, ...added].sort(byTime)
}

export const byTime = (a: Status, b: Status): number => a.at - b.at || a.id - b.id
