import type { Answer } from './http.ts'

/**
 * Something that goes wrong, once, at the first request that fits.
 *
 * `on` is a method and a path behind `/repos/OWNER/REPO`, where `*` stands for anything: `PATCH /git/refs/*`. Several
 * faults of the same `on` happen one after the other.
 */
export type Fault = { readonly on: string } & Effect

export type Effect =
  /** Answers so, and does nothing. */
  | { readonly answer: Answer }
  /** The connection breaks before it is done, or after it is done. */
  | { readonly lose: 'request' | 'answer' }
  /** It is done, and the connection breaks in the middle of the answer. */
  | { readonly cut: true }
  /** No answer ever comes; it wasn't done, or it was. */
  | { readonly silent: 'request' | 'answer' }
  /** It is done and answered when this is settled, though the client may have given up. */
  | { readonly late: Promise<unknown> }
  /** Another was faster: this happens first, then the request is done. */
  | { readonly before: () => unknown }

/** Takes the first that fits out of the list. */
export function takeFault(faults: Fault[], method: string, path: string): Fault | undefined {
  const index = faults.findIndex(({ on }) => {
    const [wantedMethod = '', wantedPath = ''] = on.split(' ')
    const pattern = wantedPath.replaceAll('*', '.*')
    return wantedMethod === method && new RegExp(`^${pattern}$`).test(path)
  })
  return index < 0 ? undefined : faults.splice(index, 1)[0]
}
