import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Reads a file again to find a place in it; nothing if it isn't a regular file. */
export const textOf =
  (root: string) =>
  (file: string): string | undefined => {
    const path = join(root, file)
    try {
      return lstatSync(path).isFile() ? readFileSync(path, 'utf8') : undefined
    } catch {
      return undefined // not there, or below something that is no folder
    }
  }
