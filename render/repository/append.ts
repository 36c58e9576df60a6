import { closeSync, fsyncSync, lstatSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Appends to a file that only grows, and returns when it is on the disk.
 *
 * @param next makes what is appended from what the file holds so far.
 * @throws what the file system throws; an error with code ELOOP if the file is a symbolic link.
 */
export function append(root: string, path: string, next: (text: string) => string): void {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  const found = lstatSync(file, { throwIfNoEntry: false })
  if (found && !found.isFile())
    throw Object.assign(new Error(`${path} is no regular file`), { code: 'ELOOP' })
  const addition = next(found ? readFileSync(file, 'utf8') : '')
  const descriptor = openSync(file, 'a')
  try {
    writeSync(descriptor, addition)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
