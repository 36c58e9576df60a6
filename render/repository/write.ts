import { lstatSync, mkdirSync, renameSync, rmdirSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Change } from '../emit/tree.ts'
import { pathProblem } from '../problem/safe-path.ts'
import { WORK_FOLDER, withStage } from './work-folder.ts'

/** A file that could not be written; everything is as it was, unless `partly`. */
export class WriteError extends Error {
  override readonly name = 'WriteError'
}

/**
 * Makes the changes in the working tree at `root`: every new text is first written aside, then moved into place by
 * renames, deletions last. A full disk is met before the first rename; a kill between two renames leaves whole
 * files, old or new, and the next render does the rest.
 *
 * Nothing is synced to disk: whatever a power cut takes can be rendered again (7,000 fsyncs take 6 s).
 *
 * @throws {WriteError} with the path and the system's reason.
 */
export function applyChanges(root: string, changes: readonly Change[]): void {
  if (changes.length === 0) return
  refuseOutside(root, changes)
  attempt(WORK_FOLDER, () =>
    withStage(root, (stage) => {
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
    }),
  )
}

/** Nothing is written through a symbolic link or to a path that leads elsewhere, wherever the path comes from. */
function refuseOutside(root: string, changes: readonly Change[]): void {
  for (const { path } of changes) {
    const problem = pathProblem(path)
    if (problem) throw new WriteError(`${JSON.stringify(path)} ${problem}. Nothing has changed.`)
  }
  const folders = new Set(changes.flatMap(({ path }) => foldersOf(dirname(path))))
  for (const folder of folders)
    if (lstatSync(join(root, folder), { throwIfNoEntry: false })?.isSymbolicLink())
      throw new WriteError(`${folder}: is a symbolic link. Remove it; nothing has changed.`)
}

const foldersOf = (folder: string): string[] =>
  folder === '.' ? [] : [...foldersOf(dirname(folder)), folder]

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
  for (let folder = dirname(path); folder.includes('/'); folder = dirname(folder)) removeIfEmpty(root, folder)
}

/** Removes folders that hold nothing; those that do, or that are gone, are left as they are. */
export function removeEmptyFolders(root: string, folders: readonly string[]): void {
  for (const folder of folders) attempt(folder, () => removeIfEmpty(root, folder))
}

function removeIfEmpty(root: string, folder: string): void {
  try {
    rmdirSync(join(root, folder))
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error
  }
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    if (error instanceof WriteError) throw error
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
  EXDEV: '.render is on another file system. Move it next to overlays, where renames are atomic.',
}
