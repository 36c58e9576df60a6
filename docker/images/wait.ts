export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Asks again and again until the answer is one.
 *
 * @param ask what is tried; undefined, false and errors mean "not yet"
 * @returns its first other value
 * @throws Error with `what` and the last error when the time is over
 */
export async function until<T>(
  what: string,
  timeoutMs: number,
  ask: () => Promise<T | undefined | false>,
  everyMs = 100,
): Promise<T> {
  const end = Date.now() + timeoutMs
  for (;;) {
    let last = ''
    try {
      const found = await ask()
      if (found !== undefined && found !== false) return found
    } catch (error) {
      last = ` (${String(error)})`
    }
    if (Date.now() > end) throw new Error(`${what}: not within ${timeoutMs / 1000} s${last}`)
    await pause(everyMs)
  }
}
