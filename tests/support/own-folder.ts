import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { CACHE_VARIABLE } from '../../render/cache/folder.js'

/** Far more than all that the tests have on the disk at once. */
const NEEDED = 4_000_000_000
const MEMORY = '/dev/shm'

/** The environment variable with the folder of what files of tests share (shared.ts). */
export const SHARED = 'GITOPS_TESTS_SHARED'

/**
 * A folder for this run of the tests: their cache, since what they build and break must not reach the user's, and their
 * temporary files. It is in memory where that can be: thousands of small repositories are made and deleted, which took
 * a seventh of the processor time on a disk.
 */
// biome-ignore lint/style/noDefaultExport: vitest asks for one.
export default function ownFolder(project: TestProject): () => void {
  const folder = mkdtempSync(join(hasRoom(MEMORY) ? MEMORY : tmpdir(), 'todo-gitops-run-'))
  // Some tests run a command as another user, who must reach the repository that is made in it.
  chmodSync(folder, 0o711)
  process.env[CACHE_VARIABLE] = mkdtempSync(join(folder, 'cache-'))
  process.env['TMPDIR'] = folder
  const shared = join(folder, 'shared')
  mkdirSync(shared)
  process.env[SHARED] = shared
  // After an edit, what was made of the code before it is out of date.
  project.onTestsRerun(() => {
    rmSync(shared, { recursive: true })
    mkdirSync(shared)
  })
  return () => rmSync(folder, { recursive: true, force: true })
}

function hasRoom(folder: string): boolean {
  if (process.env['TMPDIR'] !== undefined || !existsSync(folder)) return false
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize > NEEDED
}
