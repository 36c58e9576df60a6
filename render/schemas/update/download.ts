import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { go } from './go.ts'
import type { Module } from './sources.ts'

/** Reads a file of a module by its path. */
export type Read = (path: string) => string

/**
 * Fetches a module with `go mod download`.
 *
 * @param module without a sum for a version that is taken for the first time: then Go's checksum database alone counts.
 * @returns a reader of its files, and its sum.
 * @throws if Go can't fetch it, or if its sum is not the pinned one.
 */
export async function download({
  path,
  version,
  sum,
}: Pick<Module, 'path' | 'version'> & { readonly sum?: string }): Promise<{ read: Read; sum: string }> {
  const module = await go('mod', 'download', '-json', `${path}@${version}`)
  if (sum !== undefined && module['Sum'] !== sum)
    throw new Error(`${path}@${version}: its sum is ${module['Sum']}, pinned is ${sum}.`)
  const folder = String(module['Dir'])
  return { read: (file) => readFileSync(join(folder, file), 'utf8'), sum: String(module['Sum']) }
}

/** The newest patch release of a minor such as `1.38`. @throws if there is none. */
export async function newestPatch(path: string, minor: string): Promise<string> {
  const { Versions = [] } = (await go('list', '-m', '-json', '-versions', path)) as { Versions?: string[] }
  const patches = Versions.filter((version) => version.startsWith(`v${minor}.`))
    .map((version) => Number(version.slice(minor.length + 2)))
    .filter(Number.isInteger)
  if (patches.length === 0) throw new Error(`${path} has no release of ${minor}.`)
  return `v${minor}.${Math.max(...patches)}`
}
