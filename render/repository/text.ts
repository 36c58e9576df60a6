import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Reads a file again to find a place in it; nothing if it can't be read as a file. */
export const textOf =
  (root: string) =>
  (file: string): string | undefined => {
    try {
      return readFileSync(join(root, file), 'utf8')
    } catch {
      return undefined
    }
  }
