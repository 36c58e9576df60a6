/** What a program has used so far, that of its ended children included. */
export interface Usage {
  readonly cpuSeconds: number
  readonly memoryBytes: number
}

/** Of all machines that Linux runs on today: USER_HZ. */
const TICKS_PER_SECOND = 100

/** Pure. @param stat of /proc/PID/stat, after whose name in parentheses the third field begins. @param status of /proc/PID/status. */
export function usageOf(stat: string, status: string): Usage {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0)
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
  return { cpuSeconds: ticks / TICKS_PER_SECOND, memoryBytes: Number(kilobytes) * 1024 }
}

/** As `180 MiB`. */
export const memory = ({ memoryBytes }: Usage): string => `${Math.round(memoryBytes / 2 ** 20)} MiB`

/** Processor time from one moment to the next, as `12.3 s`. */
export const processorTime = (before: Usage, after: Usage): string =>
  `${(after.cpuSeconds - before.cpuSeconds).toFixed(1)} s`
