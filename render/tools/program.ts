import { accessSync, closeSync, constants, openSync, readSync, realpathSync, statSync } from 'node:fs'
import { basename, delimiter, isAbsolute, join } from 'node:path'

/**
 * Tells whether a program is the one of an earlier run: its path and what the file system knows of the file. Any write
 * moves its time of change, which no user can set back.
 *
 * @param command a name on the PATH, or a path.
 * @returns `none` if there is no such program; undefined if that can't be told, because it may run another one tomorrow:
 *   a script, or the link of a version manager such as asdf, mise or aqua.
 */
export function programIdentity(command: string): string | undefined {
  const file = findOnPath(command)
  if (file === undefined) return 'none'
  try {
    const real = realpathSync(file)
    if (!isBinary(real) || !basename(real).startsWith(basename(command).replace(/\.exe$/i, '')))
      return undefined
    const { size, ino, mtimeMs, ctimeMs } = statSync(real)
    return [real, size, ino, mtimeMs, ctimeMs].join(' ')
  } catch {
    return undefined
  }
}

/** The file that a shell would run for a command; nothing if there is none. */
export function findOnPath(command: string): string | undefined {
  const endings = process.platform === 'win32' ? ['', '.exe', '.cmd', '.bat'] : ['']
  const folders =
    isAbsolute(command) || /[\\/]/.test(command) ? [''] : (process.env['PATH'] ?? '').split(delimiter)
  for (const folder of folders)
    for (const ending of endings) {
      const file = folder ? join(folder, command + ending) : command + ending
      if (statSync(file, { throwIfNoEntry: false })?.isFile() && isExecutable(file)) return file
    }
  return undefined
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** How compiled programs begin: those of Linux, macOS and Windows. */
const MAGIC = ['7f454c46', 'cffaedfe', 'cafebabe', '4d5a']

function isBinary(file: string): boolean {
  const descriptor = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(4)
    readSync(descriptor, bytes, 0, 4, 0)
    return MAGIC.some((magic) => bytes.toString('hex').startsWith(magic))
  } finally {
    closeSync(descriptor)
  }
}
