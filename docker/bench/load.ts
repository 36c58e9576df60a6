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

/** Asks for `seconds` with 20 connections. @throws Error if anything but 2xx is answered: that is no measurement */
export async function measure(url: string, load: Load, seconds: number): Promise<Measured> {
  const { method, users, body } = load
  const result = await autocannon({
    url,
    connections: 20,
    duration: seconds,
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
