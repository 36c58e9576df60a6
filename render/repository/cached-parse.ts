import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { openCache } from '../cache/cache.ts'
import { openRecords, type Records } from '../cache/records.ts'
import type { Parse } from '../environment/parse.ts'

/** The parsed files of the repository at `root`. `check` doesn't use them. */
export const openParsed = (root: string): Records =>
  openRecords(openCache(root), `parsed-${hashOf([resolve(root), parserVersion()])}`)

/** A parser that asks the records first. Only good files are kept: problems need their places. */
export const cachedParse =
  (parse: Parse, records: Records): Parse =>
  (file, bytes) => {
    const key = createHash('sha256').update(bytes).digest('base64')
    const known = records.get(key)
    if (known !== undefined) return { value: known, problems: [] }
    const parsed = parse(file, bytes)
    if (parsed.problems.length === 0) records.set(key, parsed.value)
    return parsed
  }

/** Another parser may find something else. */
const parserVersion = (): string =>
  hashOf(
    ['../environment/parse.ts', '../../package-lock.json'].map((file) =>
      readFileSync(new URL(file, import.meta.url), 'utf8'),
    ),
  )

function hashOf(texts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(`${text.length}:`).update(text)
  return hash.digest('hex')
}
