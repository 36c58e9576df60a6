import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { isRunning } from './work-folder.ts'

const PATIENCE = 30_000
/** A guard is held for a moment only: an older one was left by a kill. */
const GUARD = 5_000
const PAUSE = 25

/**
 * Runs `action` while no other process of this machine runs one with the same lock file. A lock whose process is gone
 * was left by a kill and doesn't count.
 *
 * @throws {Error} if another process keeps the lock for half a minute, and what `action` throws.
 */
export async function withLock<T>(file: string, action: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true })
  const patient = Date.now() + PATIENCE
  while (!take(file)) {
    removeAbandoned(file)
    if (Date.now() > patient)
      throw new Error(
        `${file}: process ${ownerOf(file)} is at work here: wait for it, or end it. If that process is something else, the file was left by a kill: delete it.`,
      )
    await setTimeout(PAUSE)
  }
  try {
    removeLeftovers(file)
    return await action()
  } finally {
    rmSync(file, { force: true })
  }
}

/** By a link, so that the lock holds its owner from the first moment. */
function take(file: string): boolean {
  const aside = `${file}.${process.pid}`
  writeFileSync(aside, String(process.pid))
  try {
    linkSync(aside, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

/** Only one process at a time looks and removes: else the second would remove the lock that the first has just taken. */
function removeAbandoned(file: string): void {
  const owner = ownerOf(file)
  if (owner === undefined || isRunning(owner)) return
  const guard = `${file}.guard`
  if (ageOf(guard) > GUARD) rmSync(guard, { force: true })
  if (!take(guard)) return
  try {
    if (ownerOf(file) === owner) rmSync(file, { force: true })
  } finally {
    rmSync(guard, { force: true })
  }
}

/** The holder of the lock removes what killed processes left beside it: an aside named after its process, a guard. */
function removeLeftovers(file: string): void {
  const folder = dirname(file)
  for (const name of readdirSync(folder).filter((each) => each.startsWith(`${basename(file)}.`))) {
    const left = join(folder, name)
    const owner = Number(/\.([0-9]+)$/.exec(name)?.[1] ?? ownerOf(left))
    if (!isRunning(owner)) rmSync(left, { force: true })
  }
}

/** The process that holds the lock; undefined if it is free. */
function ownerOf(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Milliseconds since it was made; 0 if it isn't there. */
function ageOf(file: string): number {
  const found = statSync(file, { throwIfNoEntry: false })
  return found ? Date.now() - found.mtimeMs : 0
}
