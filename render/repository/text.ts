import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Reads a file again to find a place in it; empty if it can't be read as a file. */
export const textOf =
  (root: string) =>
  (file: string): string => {
    try {
      return readFileSync(join(root, file), 'utf8')
    } catch {
      return ''
    }
  }
