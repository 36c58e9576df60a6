import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { OWNED, type Tree } from '../emit/tree.ts'

/**
 * Reads what lies in the owned folders of the working tree at `root`, following no symbolic link. What another render
 * removes in the meantime counts as not there.
 *
 * @param chosen leaves out the files that are not asked about.
 */
export function readTree(root: string, chosen: (path: string) => boolean = () => true): Tree {
  const tree = { files: new Map<string, string>(), folders: new Set<string>(), others: new Set<string>() }
  const visit = (path: string, kind: { isFile(): boolean; isDirectory(): boolean }): void => {
    if (kind.isFile()) {
      const text = chosen(path) ? ifThere(() => readFileSync(join(root, path), 'utf8')) : undefined
      if (text !== undefined) tree.files.set(path, text)
    } else if (kind.isDirectory()) {
      const entries = ifThere(() => readdirSync(join(root, path), { withFileTypes: true }))
      if (!entries) return
      tree.folders.add(path)
      for (const entry of entries) visit(`${path}/${entry.name}`, entry)
    } else tree.others.add(path)
  }
  for (const folder of OWNED) {
    const stat = lstatSync(join(root, folder), { throwIfNoEntry: false })
    if (stat) visit(folder, stat)
  }
  return tree
}

function ifThere<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
