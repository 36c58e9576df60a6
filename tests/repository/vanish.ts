import fs, { type PathLike } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/**
 * Loaded before the command line: plays another render that is a moment faster. What VANISH names is removed just
 * before this process opens it.
 */
const vanishing = process.env['VANISH'] ?? ''

for (const call of ['readFileSync', 'readdirSync'] as const) {
  const original = fs[call] as (...args: unknown[]) => unknown
  Object.assign(fs, {
    [call]: (path: PathLike | number, ...rest: unknown[]): unknown => {
      if (path === vanishing) fs.rmSync(vanishing, { recursive: true, force: true })
      return original(path, ...rest)
    },
  })
}
syncBuiltinESMExports()
