import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { OWNED, type Tree } from '../emit/tree.ts'

/**
 * Reads what lies in the owned folders of the work tree at `root`, following no symbolic link.
 *
 * @param chosen leaves out the files that are not asked about.
 */
export function readTree(root: string, chosen: (path: string) => boolean = () => true): Tree {
  const tree = { files: new Map<string, string>(), folders: new Set<string>(), others: new Set<string>() }
  const visit = (path: string, kind: { isFile(): boolean; isDirectory(): boolean }): void => {
    if (kind.isFile()) {
      if (chosen(path)) tree.files.set(path, readFileSync(join(root, path), 'utf8'))
    } else if (kind.isDirectory()) {
      tree.folders.add(path)
      for (const entry of readdirSync(join(root, path), { withFileTypes: true }))
        visit(`${path}/${entry.name}`, entry)
    } else tree.others.add(path)
  }
  for (const folder of OWNED) {
    const stat = lstatSync(join(root, folder), { throwIfNoEntry: false })
    if (stat) visit(folder, stat)
  }
  return tree
}
