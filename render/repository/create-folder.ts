import { randomUUID } from 'node:crypto'
import { lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Whether anything is at the path, of whatever kind: a dangling link counts. */
export const exists = (root: string, path: string): boolean =>
  lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined

/**
 * Creates a folder with files in one step: it is there whole or not at all.
 *
 * @param files text by file name. @throws what the file system throws; ENOTEMPTY or EEXIST if the folder is there.
 */
export function createFolder(root: string, path: string, files: Readonly<Record<string, string>>): void {
  const aside = join(root, '.render', `new-${randomUUID()}`)
  try {
    mkdirSync(aside, { recursive: true })
    for (const [name, text] of Object.entries(files)) writeFileSync(join(aside, name), text, { flag: 'wx' })
    mkdirSync(dirname(join(root, path)), { recursive: true })
    renameSync(aside, join(root, path))
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}
