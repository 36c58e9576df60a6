import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** Everything below a folder by its path: what it is, and its content. Follows no link. */
export type Snapshot = Readonly<Record<string, string>>

/**
 * Looks at a folder without changing it.
 *
 * @param times adds the modification time and inode of each entry, to see even a rewrite with the same bytes.
 */
export function snapshot(root: string, { times = false }: { times?: boolean } = {}): Snapshot {
  const found: Record<string, string> = {}
  const visit = (path: string): void => {
    const stat = lstatSync(join(root, path), { bigint: true, throwIfNoEntry: false })
    if (!stat) return
    const time = times ? ` ${stat.mtimeNs} ${stat.ino}` : ''
    if (stat.isDirectory()) {
      found[path] = `folder${time}`
      for (const name of readdirSync(join(root, path)).sort()) visit(path === '' ? name : `${path}/${name}`)
    } else if (stat.isSymbolicLink()) found[path] = `link to ${readlinkSync(join(root, path))}${time}`
    else if (stat.isFile()) found[path] = `file${time}\n${readFileSync(join(root, path), 'latin1')}`
    else found[path] = `special${time}`
  }
  visit('')
  return found
}

/** What render owns and what a `git` user would see of it: files only, without empty folders. */
export const rendered = (root: string): Snapshot =>
  Object.fromEntries(
    Object.entries(snapshot(root)).filter(
      ([path, what]) => /^(overlays|apps)(\/|$)/.test(path) && what !== 'folder',
    ),
  )

/** What is left of unfinished work in `.render`; a good render leaves nothing. */
export const leftovers = (root: string): string[] =>
  Object.keys(snapshot(join(root, '.render'))).filter((path) => path !== '')
