/** Counts events by key in fixed windows of time. */
export type Counter = {
  readonly add: (key: string, now: number) => void
  /** Milliseconds until the key may go on; 0 if it is below its maximum. */
  readonly exceededFor: (key: string, now: number) => number
}

/**
 * @param max events of one key in a window
 * @param windowMs milliseconds from a key's first event to the end of its window
 * @param keys how many keys are remembered; the oldest windows are forgotten first
 */
export function createCounter(max: number, windowMs: number, keys = 20_000): Counter {
  const windows = new Map<string, { count: number; readonly until: number }>()
  const current = (key: string, now: number) => {
    const found = windows.get(key)
    if (found !== undefined && found.until > now) return found
    windows.delete(key)
    return undefined
  }
  return {
    add: (key, now) => {
      const window = current(key, now)
      if (window) {
        window.count += 1
        return
      }
      const oldest = windows.size >= keys ? windows.keys().next().value : undefined
      if (oldest !== undefined) windows.delete(oldest)
      windows.set(key, { count: 1, until: now + windowMs })
    },
    exceededFor: (key, now) => {
      const window = current(key, now)
      return window !== undefined && window.count >= max ? window.until - now : 0
    },
  }
}
