import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Change } from '../emit/tree.ts'

/** Git-ignored, and on the same file system as what is written, so that a rename is atomic. */
const WORK = '.render'

/** A file that could not be written; everything is as it was, unless `partly`. */
export class WriteError extends Error {
  override readonly name = 'WriteError'
}

/**
 * Makes the changes in the work tree at `root`: every new text is first written aside, then moved into place by
 * renames, deletions last. A full disk is met before the first rename; a kill between two renames leaves whole
 * files, old or new, and the next render does the rest.
 *
 * Nothing is synced to disk: whatever a power cut takes can be rendered again (7,000 fsyncs take 6 s).
 *
 * @throws {WriteError} with the path and the system's reason.
 */
export function applyChanges(root: string, changes: readonly Change[]): void {
  if (changes.length === 0) return
  removeAbandoned(root)
  const stage = join(root, WORK, `stage-${process.pid}-${randomUUID()}`)
  try {
    attempt(WORK, () => mkdirSync(stage, { recursive: true }))
    const staged = changes.flatMap((change, index) => {
      if (change.kind === 'delete') return []
      const aside = join(stage, String(index))
      attempt(change.path, () => writeFileSync(aside, change.text, { flag: 'wx' }))
      return [{ aside, path: change.path }]
    })
    const folders = new Set(staged.map(({ path }) => dirname(path)))
    for (const folder of folders) attempt(folder, () => mkdirSync(join(root, folder), { recursive: true }))
    for (const { aside, path } of staged) attempt(path, () => move(aside, join(root, path)))
    for (const { kind, path } of changes) if (kind === 'delete') attempt(path, () => remove(root, path))
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}

/** Another render may have removed the folder while it was empty: then it is made again. */
function move(aside: string, target: string): void {
  for (let tries = 1; ; tries++) {
    try {
      renameSync(aside, target)
      return
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || tries === 10) throw error
      mkdirSync(dirname(target), { recursive: true })
    }
  }
}

/** Removes a file and the folders that it leaves empty. Another render may have been faster. */
function remove(root: string, path: string): void {
  try {
    unlinkSync(join(root, path))
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
  for (let folder = dirname(path); folder.includes('/'); folder = dirname(folder)) {
    try {
      rmdirSync(join(root, folder))
    } catch (error) {
      if (codeOf(error) === 'ENOENT') continue
      if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST') return
      throw error
    }
  }
}

/** Removes what a killed render left aside. */
function removeAbandoned(root: string): void {
  for (const name of names(join(root, WORK))) {
    const pid = /^stage-([0-9]+)-/.exec(name)?.[1]
    if (pid && !isRunning(Number(pid))) rmSync(join(root, WORK, name), { recursive: true, force: true })
  }
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [] // not made yet
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM' // somebody else's process
  }
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw new WriteError(`${path}: ${REASONS[codeOf(error)] ?? (error as Error).message}`, { cause: error })
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? ''

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Nothing has changed; free some space and render again.',
  EDQUOT: 'the disk quota is used up. Nothing has changed; free some space and render again.',
  EACCES: 'permission denied. Make the folder writable and render again.',
  EPERM: 'not permitted. Make the folder writable and render again.',
  EROFS: 'the file system is read-only. Render where it can be written.',
  EXDEV: '.render is on another file system. Put it beside overlays, where renames are atomic.',
}
