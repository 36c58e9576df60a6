import { existsSync, mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A thousand environments with all that is made from them take less than this, for both tools. */
const NEEDED = 1_000_000_000

export interface Place {
  readonly folder: string
  readonly kind: 'memory (/dev/shm)' | 'temporary folder on disk'
}

/** A new folder to work in: in memory where that can be, since a slow disk would hide the tools. */
export function place(): Place {
  const memory = '/dev/shm'
  if (existsSync(memory)) {
    const { bavail, bsize } = statfsSync(memory)
    if (bavail * bsize > NEEDED)
      return { folder: mkdtempSync(join(memory, 'todo-gitops-bench-')), kind: 'memory (/dev/shm)' }
  }
  return { folder: mkdtempSync(join(tmpdir(), 'todo-gitops-bench-')), kind: 'temporary folder on disk' }
}
