import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * Tells whether git's index is that of an earlier run, without asking git: starting it takes as long as reading all of
 * base.
 *
 * @returns undefined if that can't be told here.
 */
export function indexIdentity(root: string): string | undefined {
  if (process.env['GIT_DIR'] || process.env['GIT_INDEX_FILE']) return undefined
  try {
    const git = join(root, '.git')
    const found = statSync(git, { throwIfNoEntry: false })
    if (!found) return 'none'
    // In a linked working tree it is a file that names the folder.
    const folder = found.isDirectory()
      ? git
      : resolve(
          root,
          readFileSync(git, 'utf8')
            .replace(/^gitdir: /, '')
            .trimEnd(),
        )
    return createHash('sha256')
      .update(readFileSync(join(folder, 'index')))
      .digest('hex')
  } catch {
    return undefined
  }
}
