import { isRendered, type RenderedFile, SCHEMA_FOLDER } from './files.ts'

/** The folders that render owns. */
export const OWNED = ['overlays', 'apps', SCHEMA_FOLDER] as const

/** What lies in the owned folders. */
export interface Tree {
  /** Regular files and their text. */
  readonly files: ReadonlyMap<string, string>
  readonly folders: ReadonlySet<string>
  /** Symbolic links, sockets and the like: never followed, never replaced. */
  readonly others: ReadonlySet<string>
}

export type Change =
  | { readonly kind: 'create' | 'update'; readonly path: string; readonly text: string }
  | { readonly kind: 'delete'; readonly path: string }

export interface Comparison {
  /** What makes the tree as it should be, in the order of paths. */
  readonly changes: readonly Change[]
  /** What stands where a file should be and may not be replaced: path and reason. */
  readonly obstacles: readonly { readonly path: string; readonly reason: string }[]
  /** Unmanaged files that block no rendered file. */
  readonly unmanaged: readonly string[]
  /** Folders without any file, left by a render that was killed; the deepest first. Git doesn't see them. */
  readonly emptyFolders: readonly string[]
}

/** What has to change so that the tree holds the wanted files, and nothing else of ours. */
export function compare(
  wanted: readonly RenderedFile[],
  tree: Tree,
  { force = false }: { force?: boolean } = {},
): Comparison {
  const changes: Change[] = []
  const obstacles: { path: string; reason: string }[] = []
  const inTheWay = new Set<string>()
  for (const { path, text } of wanted) {
    const obstacle = obstacleTo(path, tree, force)
    const found = tree.files.get(path)
    if (obstacle) {
      if (!inTheWay.has(obstacle.path)) obstacles.push(obstacle)
      inTheWay.add(obstacle.path)
    } else if (found === undefined) changes.push({ kind: 'create', path, text })
    else if (found !== text) changes.push({ kind: 'update', path, text })
  }
  const expected = new Set(wanted.map(({ path }) => path))
  const superfluous = [...tree.files.keys(), ...tree.others].filter(
    (path) => !expected.has(path) && !inTheWay.has(path),
  )
  const isOurs = (path: string) => isRendered(tree.files.get(path) ?? '')
  for (const path of superfluous.filter(isOurs)) changes.push({ kind: 'delete', path })
  return {
    changes: changes.sort((a, b) => (a.path < b.path ? -1 : 1)),
    obstacles,
    unmanaged: superfluous.filter((path) => !isOurs(path)).sort(),
    emptyFolders: emptyFolders(tree),
  }
}

function emptyFolders({ files, folders, others }: Tree): string[] {
  const used = new Set<string>()
  for (const path of [...files.keys(), ...others])
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (used.has(path.slice(0, end))) break
      used.add(path.slice(0, end))
    }
  return [...folders]
    .filter((path) => path.includes('/') && !used.has(path))
    .sort((a, b) => b.length - a.length)
}

function obstacleTo(
  path: string,
  { files, folders, others }: Tree,
  force: boolean,
): { path: string; reason: string } | undefined {
  const parts = path.split('/')
  for (let length = 1; length < parts.length; length++) {
    const parent = parts.slice(0, length).join('/')
    if (files.has(parent) || others.has(parent))
      return { path: parent, reason: 'is in the way: a folder must be here.' }
  }
  if (others.has(path))
    return { path, reason: 'is a symbolic link or a special file: render writes through none.' }
  if (folders.has(path)) return { path, reason: 'is a folder: a file must be here.' }
  const found = files.get(path)
  if (found !== undefined && !isRendered(found) && !force)
    return { path, reason: 'was not written by render: move it away, or overwrite it with --force.' }
  return undefined
}
