import { createHash } from 'node:crypto'
import { lstatSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Parse } from '../environment/parse.ts'
import { WORK_FOLDER, withStage } from './work-folder.ts'

/** What earlier runs have parsed, by the content of the file: most definitions are as they were the last time. */
export interface Memory {
  recall(key: string): unknown
  keep(key: string, value: unknown): void
  /** Writes what this run used, if that is new. */
  close(): void
}

const FILE = `${WORK_FOLDER}/parsed.json`

/**
 * Opens the memory of the work tree at `root`. It is only ever a short cut: unreadable, damaged or foreign, it counts
 * as empty, and a run that can't write it goes on without. `check` doesn't use it.
 */
export function openMemory(root: string): Memory {
  const file = join(root, FILE)
  const version = parserVersion()
  const known = load(file, version)
  const used: Record<string, unknown> = {}
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
          const aside = join(stage, 'parsed.json')
          writeFileSync(aside, JSON.stringify({ version, parsed: used }))
          renameSync(aside, file)
        })
      } catch {
        // The next run parses again.
      }
    },
  }
}

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
    const content = JSON.parse(readFileSync(file, 'utf8'))
    const usable =
      content?.version === version && typeof content.parsed === 'object' && content.parsed !== null
    return usable ? content.parsed : {}
  } catch {
    return {}
  }
}

/** Changes whenever the parser could see the same file differently. */
function parserVersion(): string {
  const hash = createHash('sha256')
  for (const file of ['../environment/parse.ts', '../../package-lock.json'])
    hash.update(readFileSync(new URL(file, import.meta.url)))
  return hash.digest('hex')
}
