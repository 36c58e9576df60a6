export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Ends a hang and judges no speed: on a machine with a load of 30, seconds become minutes. */
const HANG_MS = 300_000

/**
 * Asks again and again until the answer is one.
 *
 * @param ask what is tried; undefined, false and errors mean "not yet"
 * @param timeoutMs other than HANG_MS only where the time itself is promised
 * @returns its first other value
 * @throws Error with `what` and the last error when the time is over
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  timeoutMs = HANG_MS,
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
    await pause(100)
  }
}
