import type { Cache } from './cache.ts'

/** Many small values in one entry of a cache: a file for each would take longer to open than to compute. */
export interface Records {
  get(key: string): unknown
  set(key: string, value: unknown): void
  /** Writes what this run used, if any of it is new. */
  save(): void
}

/**
 * Opens the records under a key of the cache.
 *
 * @param keepUnused also keep what this run doesn't ask for, because it looks at a part only.
 */
export function openRecords(
  cache: Cache,
  name: string,
  { keepUnused = false }: { readonly keepUnused?: boolean } = {},
): Records {
  const known = JSON.parse(cache.get(name) ?? '{}') as Record<string, unknown>
  const used: Record<string, unknown> = keepUnused ? { ...known } : {}
  let fresh = false
  return {
    get: (key) => {
      const value = known[key]
      if (value !== undefined) used[key] = value
      return value
    },
    set: (key, value) => {
      used[key] = value
      fresh = true
    },
    save: () => {
      if (fresh) cache.set(name, JSON.stringify(used))
    },
  }
}
