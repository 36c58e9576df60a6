import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import type { Module } from './sources.ts'

/** Reads a file of a module by its path. */
export type Read = (path: string) => string

/**
 * Fetches a module with `go mod download`, which needs Go on the PATH and checks Go's public checksum log.
 *
 * @throws if Go can't fetch it, or if its sum is not the pinned one.
 */
export async function download({ path, version, sum }: Module): Promise<Read> {
  const run = await execa('go', ['mod', 'download', '-json', `${path}@${version}`], {
    cwd: tmpdir(), // outside of any module, so that no go.mod nearby has a say
    reject: false,
  })
  const said = JSON.parse(run.stdout || '{}') as { Dir?: string; Sum?: string; Error?: string }
  if (!said.Dir) throw new Error(`${path}@${version}: ${said.Error ?? run.stderr ?? run.shortMessage}`)
  if (said.Sum !== sum) throw new Error(`${path}@${version}: its sum is ${said.Sum}, pinned is ${sum}.`)
  const folder = said.Dir
  return (file) => readFileSync(join(folder, file), 'utf8')
}
