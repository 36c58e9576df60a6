import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findOnPath } from '../../../render/tools/program.ts'

/** Scripts that take long or need the network: what they were asked is recorded, and they are not run. */
const NOT_RUN = ['ci', 'test', 'run test:checkers', 'run test:slow', 'run diff']

/**
 * Makes stand-ins of docker, gh, cosign and npm, which keep what they know in files.
 *
 * @param state an empty folder for these files. @returns the folder for the PATH.
 */
export function makePrograms(state: string): string {
  const folder = join(state, 'bin')
  mkdirSync(folder)
  const standIn = fileURLToPath(new URL('stand-in.ts', import.meta.url))
  for (const program of ['docker', 'gh', 'cosign'])
    script(join(folder, program), `exec '${process.execPath}' '${standIn}' '${state}' ${program} "$@"`)
  const cases = NOT_RUN.map((each) => `'${each}'|'${each} '*`).join('|')
  script(
    join(folder, 'npm'),
    `case "$*" in
  ${cases}) printf '{"program":"npm","args":["%s"]}\\n' "$(printf '%s' "$*" | sed 's/["\\\\]/\\\\&/g')" >> '${state}/calls' ;;
  *) exec '${findOnPath('npm')}' "$@" ;;
esac`,
  )
  return folder
}

function script(file: string, text: string): void {
  writeFileSync(file, `#!/bin/sh\n${text}\n`)
  chmodSync(file, 0o755)
}
