import { createHash } from 'node:crypto'
import { lstatSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Parse } from '../environment/parse.ts'
import { WORK_FOLDER, withStage } from './work-folder.ts'

/** What earlier runs have found out, by a key over all that it depends on: most of it is as it was the last time. */
export interface Memory {
  recall(key: string): unknown
  keep(key: string, value: unknown): void
  /** Writes what this run used, if that is new. */
  close(): void
}

export interface MemoryFile {
  /** Its name in the work folder. */
  readonly name: string
  /** Changes whenever the code could find something else; what another version wrote isn't there. */
  readonly version: string
  /** Keep also what this run didn't ask for: it may have looked at a part only. */
  readonly keepUnused?: boolean
}

/**
 * Opens a memory of the work tree at `root`. It is only ever a short cut: unreadable, damaged or foreign, it counts
 * as empty, and a run that can't write it goes on without.
 */
export function openMemory(root: string, { name, version, keepUnused = false }: MemoryFile): Memory {
  const file = join(root, WORK_FOLDER, name)
  const known = load(file, version)
  const used: Record<string, unknown> = keepUnused ? { ...known } : {}
  let fresh = false
  return {
    recall: (key) => {
      const value = known[key]
      if (value !== undefined) used[key] = value
      return value
    },
    keep: (key, value) => {
      used[key] = value
      fresh = true
    },
    close: () => {
      if (!fresh) return
      try {
        withStage(root, (stage) => {
          const aside = join(stage, name)
          writeFileSync(aside, JSON.stringify({ version, seal: sealOf(used), entries: used }))
          renameSync(aside, file)
        })
      } catch {
        // The next run finds it out again.
      }
    },
  }
}

/** The memory of parsed files. `check` doesn't use it. */
export const openParsed = (root: string): Memory =>
  openMemory(root, {
    name: 'parsed.json',
    version: contentVersion(['../environment/parse.ts', '../../package-lock.json']),
  })

/** A parser that asks `memory` first. Only good files are remembered: problems need their places. */
export const remembering =
  (parse: Parse, memory: Memory): Parse =>
  (file, bytes) => {
    const key = createHash('sha256').update(bytes).digest('base64')
    const known = memory.recall(key)
    if (known !== undefined) return { value: known, problems: [] }
    const parsed = parse(file, bytes)
    if (parsed.problems.length === 0) memory.keep(key, parsed.value)
    return parsed
  }

function load(file: string, version: string): Record<string, unknown> {
  try {
    if (!lstatSync(file).isFile()) return {} // a pipe would be waited for
    const { version: written, seal, entries } = JSON.parse(readFileSync(file, 'utf8'))
    const usable = written === version && typeof entries === 'object' && entries !== null
    return usable && seal === sealOf(entries) ? entries : {}
  } catch {
    return {}
  }
}

/** What was lost or edited since is still JSON, maybe, but not what this tool has found out. */
const sealOf = (entries: object): string => createHash('sha256').update(JSON.stringify(entries)).digest('hex')

/** A hash over files of this tool, named from here. */
function contentVersion(files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(new URL(file, import.meta.url)))
  return hash.digest('hex')
}
