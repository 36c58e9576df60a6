import childProcess, { type ChildProcess } from 'node:child_process'
import fs, { type PathLike, writeSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { basename, resolve } from 'node:path'

/**
 * Loaded before the command line: kills the process at a point, with no chance to tidy up. A point is a change of the
 * disk below KILL_BELOW, the start of another program, or a request. KILL_AT is its number from 1 on, or what it is, for
 * the first one that is so.
 *
 * KILL_HOW is `before` or `amid`: a write has then written half, a program has just been started and goes on by itself,
 * a request is on its way. Without KILL_AT it only tells its points, as the last line of stderr.
 */
const killAt = process.env['KILL_AT']
const amid = process.env['KILL_HOW'] === 'amid'
const below = resolve(process.env['KILL_BELOW'] ?? '/')
const points: string[] = []

/** @returns whether the process is to die in the middle of this. */
function reach(what: string): boolean {
  const number = points.push(what)
  if (killAt !== what && killAt !== String(number)) return false
  if (!amid) die()
  return true
}

const die = (): boolean => process.kill(process.pid, 'SIGKILL')

const CALLS = [
  'mkdirSync',
  'writeFileSync',
  'renameSync',
  'unlinkSync',
  'rmdirSync',
  'rmSync',
  'linkSync',
] as const

for (const call of CALLS) {
  const original = fs[call] as (...args: unknown[]) => unknown
  Object.assign(fs, {
    [call]: (path: PathLike, ...rest: unknown[]): unknown => {
      const place = resolve(String(path))
      if (!place.startsWith(below)) return original(path, ...rest)
      const now = reach(`${call} ${nameOf(place)}`)
      if (now && call === 'writeFileSync') {
        const text = String(rest[0])
        original(path, text.slice(0, text.length / 2), rest[1])
        die()
      }
      try {
        return original(path, ...rest)
      } finally {
        if (now) die() // also where it fails, as removing a folder that isn't empty does
      }
    },
  })
}

/** What is the same in every run. */
const nameOf = (place: string): string =>
  place
    .slice(below.length + 1)
    .replace(/stage-[0-9]+-[-0-9a-f]+/, 'stage')
    .replace(/\.lock\.[0-9]+/, '.lock.aside')

const spawn = childProcess.spawn as (file: string, args: string[], options: object) => ChildProcess
Object.assign(childProcess, {
  spawn: (file: string, args: string[], options: { stdio: unknown[] }): ChildProcess => {
    const now = reach(`${basename(file)} ${args[0]}`)
    // Who reads our stderr sees its end only when the programs that outlive us have ended.
    const child = spawn(file, args, { ...options, stdio: [...options.stdio, 2] })
    if (now) die()
    return child
  },
})
syncBuiltinESMExports()

const { fetch, setTimeout } = globalThis
globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input)
  const now = reach(`${init?.method ?? 'GET'} ${url.pathname.replace(/[0-9a-f]{40}/g, 'SHA')}`)
  const answer = fetch(input, init)
  // The answer is there, and is never read.
  if (now) return answer.finally(die)
  return answer
}
// GitHub asks for a second between writes; this one doesn't.
globalThis.setTimeout = ((action: () => void, time = 0, ...rest: []) =>
  setTimeout(action, time / 100, ...rest)) as typeof globalThis.setTimeout
// An answer may take as long as the other processes of a race need, on a busy machine.
const { timeout } = AbortSignal
AbortSignal.timeout = (milliseconds) => timeout.call(AbortSignal, milliseconds * 100)

process.on('exit', () => writeSync(2, `\n${JSON.stringify(points)}`))
