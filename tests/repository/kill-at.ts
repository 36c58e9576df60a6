import fs, { type PathLike, writeSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/** What changes the disk; each is a point where a process may be killed, just before it. */
const CALLS = ['mkdirSync', 'writeFileSync', 'renameSync', 'unlinkSync', 'rmdirSync', 'rmSync'] as const

/**
 * Loaded before the command line: kills the process at the KILL_AT-th change of the disk below KILL_BELOW, with no
 * chance to tidy up. A write that is killed has written half. Without KILL_AT it only counts, on file descriptor 2.
 */
const killAt = Number(process.env['KILL_AT'] ?? Number.POSITIVE_INFINITY)
const below = process.env['KILL_BELOW'] ?? '/'
let count = 0

for (const call of CALLS) {
  const original = fs[call] as (...args: unknown[]) => unknown
  Object.assign(fs, {
    [call]: (path: PathLike, ...rest: unknown[]): unknown => {
      if (!String(path).startsWith(below)) return original(path, ...rest)
      if (++count === killAt) {
        if (call === 'writeFileSync')
          original(path, String(rest[0]).slice(0, String(rest[0]).length / 2), rest[1])
        process.kill(process.pid, 'SIGKILL')
      }
      return original(path, ...rest)
    },
  })
}
syncBuiltinESMExports()

process.on('exit', () => writeSync(2, `changes of the disk: ${count}\n`))
