import { redact } from './redact.ts'

export type Fetch = typeof globalThis.fetch

/** Statuses whose answer has no body, and may be given none. */
const WITHOUT_BODY = new Set([204, 205, 304])

/**
 * A fetch for an API client that has to know what happened: each request has its own time (a retry of the library would
 * share one signal, and fail at once), and an answer counts only when all of its body came in that time, else the
 * library takes a body that broke off for an empty one. Redirects are not followed: a redirected POST becomes a GET, and
 * the token stays with the host it was meant for. What an answer repeats of the token is removed before anyone reads it.
 *
 * @param timeout milliseconds.
 */
export function guarded(fetch: Fetch, token: string, timeout: number): Fetch {
  return async (input, init) => {
    const answer = await fetch(input, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeout) })
    const body = redact(await answer.text(), token)
    const headers = new Headers()
    for (const [name, value] of answer.headers) headers.append(name, redact(value, token))
    return new Response(WITHOUT_BODY.has(answer.status) ? null : body, { status: answer.status, headers })
  }
}
