import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { environmentName, releaseOf, writeFleet } from '../fleet.ts'
import { cacheOf, type Measurement, measure } from '../measure.ts'
import { tool } from '../tool.ts'

/** A rendered fleet that `validate` has not seen yet. */
export interface Fleet {
  readonly root: string
  readonly overlays: readonly string[]
}

export function renderedFleet(scratch: string, environments: number): Fleet {
  const root = join(scratch, `fleet-${environments}`)
  writeFleet(root, environments)
  measure(scratch, tool('render', root))
  const overlays = Array.from({ length: environments }, (_, index) =>
    join(root, 'overlays', environmentName(index)),
  )
  return { root, overlays }
}

/**
 * One run of `npm run validate`, without npm; it fails if it finds anything. The script tells V8 to collect early: the
 * manifests of an environment are garbage before the next one comes, and would pile up.
 */
export const validate = (scratch: string, root: string): Measurement =>
  measure(scratch, tool('validate', root))

/** Empties the cache, but for the kubectl in it: that is unpacked once in a machine's life, and not what is measured. */
export const forget = (scratch: string): void =>
  rmSync(join(cacheOf(scratch), 'entries'), { recursive: true, force: true })

/** Gives the first environment another version, as a bump does, and renders it. */
export function bumpFirst(scratch: string, root: string, patch: number): void {
  writeFileSync(join(root, 'environments', environmentName(0), 'release.yaml'), releaseOf(patch))
  measure(scratch, tool('render', root))
}
