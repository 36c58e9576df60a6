import { setTimeout as pause } from 'node:timers/promises'
import { watchList } from './watch.ts'

/** A resource as the API server returns it; scenarios read few of its fields. */
export interface Live {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly uid: string
    readonly creationTimestamp: string
    readonly deletionTimestamp?: string
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[]
  }
  // biome-ignore lint/suspicious/noExplicitAny: what follows depends on the kind, and is asserted on.
  readonly [field: string]: any
}

/** The API server, asked through `kubectl proxy`. Paths as in `/api/v1/namespaces/todo-app/pods`. */
export interface Api {
  /** @returns undefined if there is no such resource. @throws {Error} with what the API server answered. */
  get(path: string): Promise<Live | undefined>
  list(path: string): Promise<Live[]>
  /** The list, and the list again after each change, until the signal ends it: no state in between is missed. */
  watch(path: string, signal: AbortSignal): AsyncGenerator<Live[], void>
  /** A merge patch. */
  patch(path: string, body: object): Promise<void>
  create(path: string, body: object): Promise<{ readonly status: number; readonly message: string }>
  remove(path: string): Promise<void>
}

export function createApi(proxy: string): Api {
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(proxy + path, { ...init, signal: AbortSignal.timeout(30_000) })
  const good = async (path: string, response: Response): Promise<Response> => {
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response
  }
  return {
    async get(path) {
      const response = await ask(path)
      if (response.status === 404) return undefined
      return (await good(path, response)).json() as Promise<Live>
    },
    async list(path) {
      const { items } = (await (await good(path, await ask(path))).json()) as { items: Live[] }
      return items
    },
    watch: (path, signal) => watchList(proxy + path, signal),
    async patch(path, body) {
      const headers = { 'content-type': 'application/merge-patch+json' }
      await good(path, await ask(path, { method: 'PATCH', headers, body: JSON.stringify(body) }))
    },
    async create(path, body) {
      const headers = { 'content-type': 'application/json' }
      const response = await ask(path, { method: 'POST', headers, body: JSON.stringify(body) })
      const { message = '' } = (await response.json()) as { message?: string }
      return { status: response.status, message }
    },
    async remove(path) {
      await good(path, await ask(path, { method: 'DELETE' }))
    },
  }
}

/** Something that was waited for and did not happen. */
export class NotSeen extends Error {
  override readonly name = 'NotSeen'
}

/**
 * Asks until there is an answer.
 *
 * @param probe returns undefined for "not yet", or a string that says what is missing.
 * @returns milliseconds it took. @throws {NotSeen} after the given seconds, with what was missing last.
 */
export async function until(
  what: string,
  seconds: number,
  probe: () => Promise<boolean | string>,
): Promise<number> {
  const started = Date.now()
  let missing = ''
  for (;;) {
    const answer = await probe().catch((error: Error) => error.message)
    if (answer === true) return Date.now() - started
    if (typeof answer === 'string') missing = answer
    if (Date.now() - started > seconds * 1000)
      throw new NotSeen(`${what}: not seen within ${seconds} s${missing && `; last: ${missing}`}`)
    await pause(250)
  }
}

/** Fails a scenario. */
export function assert(condition: unknown, otherwise: string): asserts condition {
  if (!condition) throw new NotSeen(otherwise)
}
