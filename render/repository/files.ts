import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Kind = 'file' | 'folder' | 'other'

export interface Entry {
  readonly name: string
  readonly kind: Kind
}

/** Where inputs are read from: a working tree or a commit. Paths are relative, with forward slashes. */
export interface Files {
  /** What stands at a path: a symbolic link, socket or the like is `other`. Nothing if there is nothing. */
  kind(path: string): Kind | undefined
  /** A folder's entries in an order that no file system or locale changes; none if it isn't there. */
  list(folder: string): readonly Entry[]
  /** The content of a regular file. @throws what the file system throws. */
  read(path: string): Uint8Array
}

/** The files of the working tree at `root`. */
export const workTree = (root: string): Files => ({
  kind: (path) => {
    const found = ifThere(() => lstatSync(join(root, path)))
    return found && kindOf(found)
  },
  list: (folder) =>
    (ifThere(() => readdirSync(join(root, folder), { withFileTypes: true })) ?? [])
      .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
      .sort(byName),
  read: (path) => readFileSync(join(root, path)),
})

/** Below what is no folder, nothing is there either. */
function ifThere<T>(look: () => T): T | undefined {
  try {
    return look()
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

/** Files that are held in memory, by their path: those of a commit. */
export function inMemory(files: ReadonlyMap<string, Uint8Array>): Files {
  const folders = new Map<string, Map<string, Entry>>()
  for (const path of files.keys()) {
    const steps = path.split('/')
    for (let length = 1; length <= steps.length; length++) {
      const folder = steps.slice(0, length - 1).join('/')
      const name = steps[length - 1] as string
      const kind = length === steps.length ? 'file' : 'folder'
      folders.set(folder, (folders.get(folder) ?? new Map()).set(name, { name, kind }))
    }
  }
  return {
    kind: (path) => (files.has(path) ? 'file' : folders.has(path) ? 'folder' : undefined),
    list: (folder) => [...(folders.get(folder)?.values() ?? [])].sort(byName),
    read: (path) => {
      const content = files.get(path)
      if (!content) throw Object.assign(new Error(`${path} is not there`), { code: 'ENOENT' })
      return content
    },
  }
}

/** Every regular file below a folder, by its path; symbolic links are not followed. */
export const filesBelow = (files: Files, folder: string): Map<string, string> =>
  new Map(
    pathsBelow(files, folder).flatMap(({ path, kind }) =>
      kind === 'file' ? [[path, new TextDecoder().decode(files.read(path))] as const] : [],
    ),
  )

/** Whatever lies below a folder and is none itself, by its path; symbolic links are not followed. */
export const pathsBelow = (files: Files, folder: string): { path: string; kind: Kind }[] =>
  files.list(folder).flatMap(({ name, kind }) => {
    const path = `${folder}/${name}`
    return kind === 'folder' ? pathsBelow(files, path) : [{ path, kind }]
  })

const kindOf = (found: { isFile(): boolean; isDirectory(): boolean }): Kind =>
  found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other'

const byName = (a: Entry, b: Entry): number => (a.name < b.name ? -1 : 1)
