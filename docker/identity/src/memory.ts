/** Tokens that were verified: the same text verifies the same way until it is out of date. */
export type Memory = {
  /** @param now milliseconds since 1970; at `until` and later nothing is recalled */
  readonly recall: (token: string, now: number) => string | undefined
  readonly remember: (token: string, user: string, until: number) => void
}

// A browser asks with one token again and again, and a signature costs more than all else but the query.
const AT_MOST = 5_000

export function createMemory(atMost = AT_MOST): Memory {
  const known = new Map<string, { readonly user: string; readonly until: number }>()
  return {
    recall: (token, now) => {
      const found = known.get(token)
      if (found === undefined) return undefined
      if (now < found.until) return found.user
      known.delete(token)
      return undefined
    },
    remember: (token, user, until) => {
      // Maps keep their order, so the first is the one known longest.
      const oldest = known.size >= atMost ? known.keys().next().value : undefined
      if (oldest !== undefined) known.delete(oldest)
      known.set(token, { user, until })
    },
  }
}
