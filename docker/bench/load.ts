import autocannon from 'autocannon'

export type Load = {
  readonly name: string
  readonly method: 'GET' | 'POST'
  /** Who asks, in turn. */
  readonly users: readonly {
    readonly path: string
    /** Sent as Bearer to the backend and as cookie to the frontend: each reads its own. */
    readonly token: string
  }[]
  /** Through the frontend's proxy instead of straight to the backend. */
  readonly proxied?: boolean
  readonly body?: object
}

export type Measured = {
  /** Answered requests a second. */
  readonly perSecond: number
  /** Milliseconds that 99 of 100 requests stayed below. */
  readonly p99: number
}

/** Requests that a server answers before it is measured: then its code is compiled, also on a busy machine. */
const WARM_UP = 4_000

export const warmUp = (url: string, load: Load): Promise<Measured> => ask(url, load, { amount: WARM_UP })

export const measure = (url: string, load: Load, seconds: number): Promise<Measured> =>
  ask(url, load, { duration: seconds })

/** Asks with 20 connections. @throws Error if anything but 2xx is answered: that is no measurement */
async function ask(
  url: string,
  load: Load,
  until: { readonly amount: number } | { readonly duration: number },
): Promise<Measured> {
  const { method, users, body } = load
  const result = await autocannon({
    url,
    connections: 20,
    ...until,
    requests: users.map(({ path, token }) => ({
      method,
      path,
      headers: {
        authorization: `Bearer ${token}`,
        cookie: `todo_token=${token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })),
  })
  const bad = result.non2xx + result.errors + result.timeouts
  if (bad > 0) throw new Error(`${load.name} at ${url}: ${bad} requests were not answered well`)
  return { perSecond: result['2xx'] / result.duration, p99: result.latency.p99 }
}

/** The round whose ratio is in the middle. */
export function median<Round extends { readonly ratio: number }>(rounds: readonly Round[]): Round {
  const sorted = rounds.toSorted((a, b) => a.ratio - b.ratio)
  return sorted[Math.floor(sorted.length / 2)] as Round
}
