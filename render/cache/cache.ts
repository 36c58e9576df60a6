import { createHash, randomUUID } from 'node:crypto'
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from './folder.js'

/** Results of earlier runs by a key over everything they depend on. What can't be read or written is missing. */
export interface Cache {
  get(key: string): string | undefined
  set(key: string, text: string): void
  /** After something was set: removes what was not used for two weeks, and the oldest entries beyond 512 MiB. */
  prune(now: Date): void
}

const DAY = 24 * 60 * 60 * 1000
const UNUSED = 14 * DAY
const LIMIT = 512 * 2 ** 20

/** The user's cache, for work on the repository at `root`. */
export const openCache = (root: string): Cache => cacheIn(() => cacheFolder(root))

/**
 * A cache in a folder. Each entry is a file that begins with the hash of its text, so that a damaged one counts as
 * missing, and is put in place by a rename, so that several processes can share the folder and be killed at any time.
 *
 * @param locate names the folder when an entry is first asked for.
 */
export function cacheIn(locate: () => string): Cache {
  let folder: string | undefined
  let fresh = false
  /** @throws {Error} if there is no folder to use. */
  const entries = (): string => {
    if (folder === undefined) {
      const wanted = join(locate(), 'entries')
      mkdirSync(wanted, { recursive: true, mode: 0o700 })
      if (!lstatSync(wanted).isDirectory()) throw new Error(`${wanted} is a link`)
      folder = wanted
    }
    return folder
  }
  return {
    get: (key) =>
      attempt(() => {
        const file = join(entries(), key)
        const found = lstatSync(file)
        if (!found.isFile()) return undefined // a pipe would be waited for
        const content = readFileSync(file, 'utf8')
        const end = content.indexOf('\n')
        const text = content.slice(end + 1)
        if (end < 0 || content.slice(0, end) !== hashOf(text)) return undefined
        const now = new Date()
        if (now.getTime() - found.mtimeMs > DAY) attempt(() => utimesSync(file, now, now))
        return text
      }),
    set: (key, text) => {
      attempt(() => {
        const aside = join(entries(), `${randomUUID()}.part`)
        try {
          writeFileSync(aside, `${hashOf(text)}\n${text}`, { flag: 'wx', mode: 0o600 })
          renameSync(aside, join(entries(), key))
        } finally {
          rmSync(aside, { force: true })
        }
        fresh = true
      })
    },
    prune: (now) => {
      if (fresh) attempt(() => prune(entries(), now))
    },
  }
}

function prune(folder: string, now: Date): void {
  const found = readdirSync(folder).flatMap((name) => {
    const file = join(folder, name)
    const stat = lstatSync(file, { throwIfNoEntry: false }) // another process prunes as well
    return stat ? [{ file, size: stat.size, age: now.getTime() - stat.mtimeMs }] : []
  })
  let total = 0
  for (const { file, size, age } of found.sort((a, b) => a.age - b.age)) {
    total += size
    const abandoned = file.endsWith('.part') && age > DAY
    if (abandoned || age > UNUSED || total > LIMIT) attempt(() => rmSync(file, { force: true }))
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
