import { posix } from 'node:path'

/** The files of base by their path from the repository's root. */
export type BaseFiles = ReadonlyMap<string, string>

/** Whether base has the file, or a file in the folder. */
export const stands = (files: BaseFiles, path: string): boolean =>
  files.has(path) || [...files.keys()].some((each) => each.startsWith(`${path}/`))

/** Where the CustomResourceDefinitions are, which no kustomization names. */
export const CRDS_FOLDER = 'base/crds'

/** Whether a file of base says what a custom kind is like, so that nothing is built from it. */
export const isDefinition = (path: string): boolean => path.startsWith(`${CRDS_FOLDER}/`)

/** The path that an entry of the kustomization in a folder means, from the repository's root. */
export const pathOf = (folder: string, entry: string): string => posix.join(folder, entry).replace(/\/$/, '')
