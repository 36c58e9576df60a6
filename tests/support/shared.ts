import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { SHARED } from './own-folder.ts'

/**
 * A text that takes long to make and is the same for every file of tests in this run: it is made once. Outside of a run
 * that has a folder of its own it is made each time.
 *
 * @param key names everything that the text depends on but for the code and the files of this repository.
 */
export async function shared(key: string, make: () => Promise<string>): Promise<string> {
  const folder = process.env[SHARED]
  if (folder === undefined) return make()
  const file = join(folder, createHash('sha256').update(key).digest('hex'))
  if (existsSync(file)) return readFileSync(file, 'utf8')
  const text = await make()
  // Whole or not at all, for another worker that reads it meanwhile.
  const unfinished = `${file}.${process.pid}.${threadId}`
  writeFileSync(unfinished, text)
  renameSync(unfinished, file)
  return text
}
