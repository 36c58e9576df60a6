/** What a program has used so far, as it tells Prometheus. */
export interface Usage {
  readonly cpuSeconds: number
  readonly memoryBytes: number
}

/** Pure. @param metrics in Prometheus' text format, of a client library that reports on its process. */
export function usageOf(metrics: string): Usage {
  const value = (name: string): number => {
    const found = new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1]
    if (found === undefined) throw new Error(`The metrics hold no ${name}.`)
    return Number(found)
  }
  return {
    cpuSeconds: value('process_cpu_seconds_total'),
    memoryBytes: value('process_resident_memory_bytes'),
  }
}

/** As `180 MiB`. */
export const memory = ({ memoryBytes }: Usage): string => `${Math.round(memoryBytes / 2 ** 20)} MiB`

/** Processor time from one moment to the next, as `12.3 s`. */
export const processorTime = (before: Usage, after: Usage): string =>
  `${(after.cpuSeconds - before.cpuSeconds).toFixed(1)} s`
