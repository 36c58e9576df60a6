import { randomUUID } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** What earlier builds gave, by their key. It is only ever a short cut: what can't be read or written isn't there. */
export interface BuildCache {
  read(key: string): string | undefined
  write(key: string, manifests: string): void
  /** Forgets what nobody has asked for in the last two weeks. */
  prune(now: Date): void
}

const FORTNIGHT = 14 * 24 * 60 * 60 * 1000

/** The cache in a folder, which is made when the first build is kept. */
export const buildCache = (folder: string): BuildCache => ({
  read: (key) =>
    attempt(() => {
      const file = join(folder, `${key}.yaml`)
      const manifests = readFileSync(file, 'utf8')
      // An interrupted disk could leave a file that is there and not whole.
      const whole = manifests.endsWith(END)
      if (whole) touch(file)
      return whole ? manifests.slice(0, -END.length) : undefined
    }),
  write: (key, manifests) => {
    attempt(() => {
      mkdirSync(folder, { recursive: true })
      const aside = join(folder, `${randomUUID()}.part`)
      writeFileSync(aside, manifests + END, { flag: 'wx' })
      renameSync(aside, join(folder, `${key}.yaml`))
    })
  },
  prune: (now) => {
    for (const name of attempt(() => readdirSync(folder)) ?? [])
      attempt(() => {
        const file = join(folder, name)
        if (now.getTime() - statSync(file).mtimeMs > FORTNIGHT) rmSync(file)
      })
  },
})

const END = '# end\n'

function touch(file: string): void {
  const now = new Date()
  attempt(() => utimesSync(file, now, now))
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
