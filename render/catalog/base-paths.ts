import { posix } from 'node:path'

/** The files of base by their path from the repository's root. */
export type BaseFiles = ReadonlyMap<string, string>

/** Whether base has the file, or a file in the folder. */
export const stands = (files: BaseFiles, path: string): boolean =>
  files.has(path) || [...files.keys()].some((each) => each.startsWith(`${path}/`))

/** The path that an entry of the kustomization in a folder means, from the repository's root. */
export const pathOf = (folder: string, entry: string): string => posix.join(folder, entry).replace(/\/$/, '')
