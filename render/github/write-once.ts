import type { GitHub } from './connect.ts'
import { GitHubError, isUnclear } from './github-error.ts'

export interface Once<T> {
  /** Looks whether it is there already. */
  look(): Promise<T | undefined>
  /** Makes it, with `request: { retries: 0 }`. */
  write(): Promise<T>
  /** Whether a refusal may mean that it is there by now, made by another or by a try whose answer was lost. */
  isTaken?(refusal: GitHubError): boolean
}

export interface Written<T> {
  readonly value: T
  /** Whether it came into being here, and wasn't found. */
  readonly written: boolean
}

const TRIES = 4

/**
 * Makes something that must not come into being twice. It looks first; and where an answer leaves open whether it was
 * made (lost, late, 5xx, 409), it waits and looks again before it tries again.
 *
 * @throws {GitHubError} the last one, if it can't be made in four tries, in the client's patience, or at all.
 */
export async function writeOnce<T>({ patience }: GitHub, once: Once<T>): Promise<Written<T>> {
  const before = await once.look()
  if (before !== undefined) return { value: before, written: false }
  let unclear = false
  for (let tries = 1; ; tries++) {
    try {
      return { value: await once.write(), written: true }
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error
      unclear ||= isUnclear(error)
      if (!isUnclear(error) && error.status !== 409 && !once.isTaken?.(error)) throw error
      const patient = tries === TRIES || (await patience.wait(tries ** 2))
      const found = await once.look()
      if (found !== undefined) return { value: found, written: unclear }
      if (tries === TRIES || !patient) throw error
    }
  }
}
