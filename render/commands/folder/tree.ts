import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

/** A folder of anyone's, and the repository that it lies in. */
export interface FolderPlace {
  /** The root of the repository; without one, the folder itself. Paths are told from here. */
  readonly root: string
  /** The folder, from there, with forward slashes; empty if it is the root. */
  readonly dir: string
}

/**
 * Where a folder lies.
 *
 * @returns it, or why it can't be looked at. @throws what the file system throws.
 */
export function placeOf(path: string): FolderPlace | string {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found?.isDirectory()) return `--path ${path}: ${found ? 'is not a folder' : 'not found'}.`
  const here = realpathSync(path)
  let root = here
  while (!existsSync(join(root, '.git')) && root !== dirname(root)) root = dirname(root)
  if (!existsSync(join(root, '.git'))) return { root: here, dir: '' }
  return { root, dir: relative(root, here).split(sep).join('/') }
}
