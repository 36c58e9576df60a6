import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { environmentName, releaseOf, writeFleet } from '../fleet.ts'
import { type Measurement, measure } from '../measure.ts'

const REPOSITORY = join(import.meta.dirname, '../../..')
const CLI = join(REPOSITORY, 'render/cli.ts')

/** A rendered fleet that `validate` has not seen yet. */
export interface Fleet {
  readonly root: string
  readonly overlays: readonly string[]
}

export function renderedFleet(scratch: string, environments: number): Fleet {
  const root = join(scratch, `fleet-${environments}`)
  writeFleet(root, environments)
  measure(scratch, [CLI, '-C', root, 'render'])
  // The provided kubectl is unpacked once in a repository's life; it's not what is measured.
  cpSync(join(REPOSITORY, '.render/tools'), join(root, '.render/tools'), { recursive: true })
  const overlays = Array.from({ length: environments }, (_, index) =>
    join(root, 'overlays', environmentName(index)),
  )
  return { root, overlays }
}

/** One run of `validate`; it fails if it finds anything. */
export const validate = (scratch: string, root: string): Measurement =>
  measure(scratch, [CLI, '-C', root, 'validate'])

/** Takes from a fleet what earlier runs remembered. */
export function forget(root: string): void {
  for (const name of ['builds', 'findings.json', 'parsed.json'])
    rmSync(join(root, '.render', name), { recursive: true, force: true })
}

/** Gives the first environment another version, as a bump does, and renders it. */
export function bumpFirst(scratch: string, root: string, patch: number): void {
  writeFileSync(join(root, 'environments', environmentName(0), 'release.yaml'), releaseOf(patch))
  measure(scratch, [CLI, '-C', root, 'render'])
}
