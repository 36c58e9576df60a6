import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/**
 * Puts a `kubectl` into a new folder that runs the real one and records each call: whatever program calls `kubectl` while
 * that folder comes first on its PATH.
 *
 * @param folder must not exist yet
 * @param kubectl the real one's path, or its name on our PATH
 * @param calls the file that each call is appended to
 */
export function writeKubectlWrapper(folder: string, kubectl: string, calls: string): void {
  mkdirSync(folder)
  const program = join(import.meta.dirname, 'record-kubectl.ts')
  const words = [process.execPath, program, onPath(kubectl), calls].map(quoted).join(' ')
  writeFileSync(join(folder, 'kubectl'), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o700 })
}

/** Its path: by its name, the wrapper would find itself. */
function onPath(command: string): string {
  if (isAbsolute(command)) return command
  const { PATH = '' } = process.env
  const candidates = PATH.split(delimiter).map((folder) => join(folder, command))
  return candidates.find(isExecutable) ?? command
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`
