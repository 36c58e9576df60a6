import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A process of this machine: its number alone could be another's by now. */
export interface Process {
  readonly pid: number
  /** Clock ticks since the machine's boot, as in /proc/PID/stat. */
  readonly started: string
}

/** Notes which run is at work: while it lives, no other may start. */
export function writeLock(file: string, run: Process): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, JSON.stringify(run), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** @returns undefined if there is none, or the file is damaged. */
export function readLock(file: string): Process | undefined {
  if (!existsSync(file)) return undefined
  try {
    const run: Process | null = JSON.parse(readFileSync(file, 'utf8'))
    return typeof run?.pid === 'number' ? run : undefined
  } catch {
    return undefined
  }
}

export const removeLock = (file: string): void => rmSync(file, { force: true })

/** The start time of a process: field 22 of its stat, after a name that may hold spaces and parentheses. */
export const startTime = (stat: string): string | undefined =>
  stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]

/** @returns the process with this number as it runs now; undefined if there is none. */
export function processOf(pid: number): Process | undefined {
  try {
    const started = startTime(readFileSync(`/proc/${pid}/stat`, 'utf8'))
    return started === undefined ? undefined : { pid, started }
  } catch {
    return undefined
  }
}

/** Whether it is the same process, and not another with its number. */
export const isAlive = (process: Process | undefined): boolean =>
  process !== undefined && processOf(process.pid)?.started === process.started
