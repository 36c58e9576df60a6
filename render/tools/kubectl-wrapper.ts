import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { quoted } from '../text/shell.ts'
import { findOnPath } from './program.ts'

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
  // By its name, the wrapper would find itself.
  const real = findOnPath(kubectl) ?? kubectl
  const words = [process.execPath, program, real, calls].map(quoted).join(' ')
  writeFileSync(join(folder, 'kubectl'), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o700 })
}
