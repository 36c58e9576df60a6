import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CACHE_VARIABLE } from '../../render/cache/folder.ts'

/** A cache folder for this run of the tests: what they build and break must not reach the user's. */
// biome-ignore lint/style/noDefaultExport: vitest asks for one.
export default function ownCache(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'todo-gitops-cache-'))
  process.env[CACHE_VARIABLE] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
