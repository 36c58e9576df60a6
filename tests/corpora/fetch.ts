import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import type { Module } from './modules.ts'

/** A module's folder, or why there is none. */
export type Fetched = { readonly folder: string } | { readonly refused: string }

/** Where modules are kept, outside of the working tree, for Go itself writes and trusts them. */
export const cacheFolder = (environment: NodeJS.ProcessEnv = process.env): string =>
  join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'todo-gitops', 'corpora')

/**
 * Fetches a module with `go mod download`, unless it has been.
 *
 * @returns its folder; or why it can't be had, as where Go is not on the PATH.
 * @throws if what was downloaded has another sum than the pinned one.
 */
export async function fetchModule({ path, version, sum }: Module): Promise<Fetched> {
  const cache = cacheFolder()
  mkdirSync(cache, { recursive: true, mode: 0o700 })
  const run = await execa('go', ['mod', 'download', '-json', `${path}@${version}`], {
    cwd: cache, // outside of any module, so that no go.mod nearby has a say
    // The sum is pinned here, and Go's checksum log need not be reachable.
    env: { GOMODCACHE: join(cache, 'go'), GOFLAGS: '-modcacherw', GOWORK: 'off', GOSUMDB: 'off' },
    reject: false,
  })
  if (run.code === 'ENOENT') return { refused: 'go is not on the PATH.' }
  const { Dir, Sum, Error: error } = answerOf(run.stdout)
  if (!Dir) return { refused: (error ?? run.stderr ?? run.shortMessage ?? '').replaceAll(/\s+/g, ' ').trim() }
  if (Sum !== sum) throw new Error(`${path}@${version} has the sum ${Sum}: pinned is ${sum}.`)
  return { folder: Dir }
}

function answerOf(output: string): { Dir?: string; Sum?: string; Error?: string } {
  try {
    return JSON.parse(output || '{}')
  } catch {
    return {}
  }
}
