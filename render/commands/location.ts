import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { FLEET_FILE } from '../environment/environment.ts'

/**
 * Why no command can run in a folder, in one line with the fix: it is missing, a subfolder of the repository, or
 * outside of any.
 *
 * @returns undefined for the root of a repository, also one that has lost its fleet.yaml.
 */
export function notTheRepository(root: string): string | undefined {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) return `-C ${root}: no such folder.`
  if (isRepository(root) || (hasFolder(root, 'environments') && hasFolder(root, 'base'))) return undefined
  const folder = resolve(root)
  const above = foldersAbove(folder).find(isRepository)
  return above === undefined
    ? `${folder} is not a repository of environments (no ${FLEET_FILE}): run this in a clone of one, or name it with -C.`
    : `${folder} is a folder of the repository ${above}: run this there, or add -C ${above}.`
}

const isRepository = (folder: string): boolean => existsSync(join(folder, FLEET_FILE))

const hasFolder = (folder: string, name: string): boolean => existsSync(join(folder, name))

function foldersAbove(folder: string): string[] {
  const above = dirname(folder)
  return above === folder ? [] : [above, ...foldersAbove(above)]
}
