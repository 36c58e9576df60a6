import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { ROOT } from '../support/root.ts'

/** As go.mod pins it. */
const VERSION = '0.2.89'

/**
 * Builds act from its Go module, unless it is there: outside the working tree, in the user's cache.
 *
 * @returns the program. @throws {Error} with what is missing.
 */
export async function buildAct(): Promise<string> {
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache')
  const folder = join(cache, 'todo-gitops', `act-${VERSION}`)
  const program = join(folder, 'act')
  if (existsSync(program)) return program
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const env = { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' }
  const built = await execa('go', ['build', '-o', program, 'github.com/nektos/act'], {
    ...{ cwd: join(ROOT, 'tests/act'), env, reject: false, all: true },
  })
  if (built.failed)
    throw new Error(`go build of act ${VERSION} failed; Go and its module proxy are needed.\n${built.all}`)
  return program
}
