import { lstatSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { withStage } from './work-folder.ts'

/** Whether anything is at the path, of whatever kind: a dangling link counts. */
export const exists = (root: string, path: string): boolean =>
  lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined

/**
 * Creates a folder with files in one step: it is there whole or not at all.
 *
 * @param files text by file name. @throws what the file system throws; ENOTEMPTY or EEXIST if the folder is there.
 */
export function createFolder(root: string, path: string, files: Readonly<Record<string, string>>): void {
  withStage(root, (stage) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(stage, name), text, { flag: 'wx' })
    mkdirSync(dirname(join(root, path)), { recursive: true })
    renameSync(stage, join(root, path))
  })
}
