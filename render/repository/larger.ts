import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

/**
 * The path of a tree of environments in the repository that it is only a folder of, as `deploy/`. Empty if it has a
 * repository of its own, or none at all, as a downloaded copy. Asks the file system, because `render` must not wait
 * for git.
 *
 * @throws what the file system throws.
 */
export function folderInLarger(root: string): string {
  if (!existsSync(join(root, 'environments'))) return ''
  const here = realpathSync(root)
  for (let folder = here; ; folder = dirname(folder)) {
    if (isRepository(folder)) return folder === here ? '' : `${relative(folder, here).split(sep).join('/')}/`
    if (folder === dirname(folder)) return ''
  }
}

/** As git has it: an empty folder of that name is none, and a file names the folder elsewhere. */
function isRepository(folder: string): boolean {
  const found = statSync(join(folder, '.git'), { throwIfNoEntry: false })
  return found !== undefined && (found.isFile() || existsSync(join(folder, '.git', 'HEAD')))
}

/** What is wrong with a folder that isn't the root of its repository, and what to do. */
export const notTheRoot = (root: string, folder: string): string =>
  `${root} is the folder ${folder} of a larger repository: paths in overlays/ and apps/ begin at a repository's root; move the tree to a repository of its own.`
