import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A process of this machine: its number alone could be another's by now. */
export interface Process {
  readonly pid: number
  /** Clock ticks since the machine's boot, as in /proc/PID/stat. */
  readonly started: string
}

/** What runs and is to be stopped, also by the next run if this one is killed. */
export interface Journal {
  /** The cluster's first process: with it ends every process of its PID namespace. */
  readonly cluster?: Process
  readonly networkNamespace: string
  /** The run itself: while it lives, no other may start. */
  readonly run: Process
}

export function writeJournal(file: string, journal: Journal): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, JSON.stringify(journal), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** @returns undefined if nothing runs, or the file is damaged. */
export function readJournal(file: string): Journal | undefined {
  if (!existsSync(file)) return undefined
  try {
    const journal: Journal | null = JSON.parse(readFileSync(file, 'utf8'))
    return typeof journal?.networkNamespace === 'string' ? journal : undefined
  } catch {
    return undefined
  }
}

export const removeJournal = (file: string): void => rmSync(file, { force: true })

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
