/** Runs slow work a few at a time; those who wait take turns by key, so that one key can't keep the others out. */
export type FairQueue = {
  /** @throws what `refusal` returns if there is no place to wait, or the wait takes too long */
  readonly run: <T>(key: string, work: () => Promise<T>) => Promise<T>
  /** True if `run` would refuse this key now. */
  readonly refuses: (key: string) => boolean
  /** True if nothing runs and nothing waits. */
  readonly idle: () => boolean
}

export type FairQueueOptions = {
  /** Pieces of work that run at once. */
  readonly parallel: number
  /** Places to wait: of one key, and of all. */
  readonly perKey: number
  readonly total: number
  readonly waitMs: number
  readonly refusal: () => Error
}

type Waiter = { readonly start: () => void; readonly refuse: () => void }

export function createFairQueue({ parallel, perKey, total, waitMs, refusal }: FairQueueOptions): FairQueue {
  // A Map keeps its order: the first key is the next to be served, and then goes to the end.
  const lines = new Map<string, Waiter[]>()
  let running = 0
  let waiting = 0

  const leave = (key: string, waiter: Waiter): void => {
    const rest = (lines.get(key) ?? []).filter((each) => each !== waiter)
    waiting -= 1
    if (rest.length > 0) lines.set(key, rest)
    else lines.delete(key)
  }

  const serve = (): void => {
    while (running < parallel) {
      const [key, line = []] = lines.entries().next().value ?? []
      const waiter = line[0]
      if (key === undefined || waiter === undefined) return
      lines.delete(key)
      lines.set(key, line)
      leave(key, waiter)
      running += 1
      waiter.start()
    }
  }

  const longest = (): Waiter[] =>
    [...lines.values()].reduce((most, line) => (line.length > most.length ? line : most), [])

  const refuses = (key: string): boolean => {
    const own = lines.get(key)?.length ?? 0
    return own >= perKey || (waiting >= total && longest().length <= own + 1)
  }

  const place = (key: string): Promise<void> =>
    new Promise((resolve, reject) => {
      if (refuses(key)) return reject(refusal())
      // Full, but another key has more places than this one: its last makes room.
      if (waiting >= total) longest().at(-1)?.refuse()
      const waiter: Waiter = {
        start: () => {
          clearTimeout(timer)
          resolve()
        },
        refuse: () => {
          clearTimeout(timer)
          leave(key, waiter)
          reject(refusal())
        },
      }
      const timer = setTimeout(waiter.refuse, waitMs)
      waiting += 1
      lines.set(key, [...(lines.get(key) ?? []), waiter])
      serve()
    })

  return {
    run: async (key, work) => {
      await place(key)
      try {
        return await work()
      } finally {
        running -= 1
        serve()
      }
    },
    refuses,
    idle: () => running === 0 && waiting === 0,
  }
}
