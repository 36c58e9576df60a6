import { parseArgs } from 'node:util'
import type { Pods } from '../programs/go.ts'

export interface Options {
  readonly pods: Pods
  readonly only: readonly number[]
  readonly keep: boolean
  /** Work on the cluster that an earlier run with `keep` left. */
  readonly kept: boolean
  readonly down: boolean
  readonly json: boolean
  readonly out: string | undefined
  readonly help: boolean
}

/** A command line that can't be run: exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const flag = { type: 'boolean', default: false } as const
export const OPTION_NAMES = ['local', 'pods', 'only', 'keep', 'kept', 'json', 'out', 'help'] as const

/** Pure. @param numbers the valid scenarios. @throws {UsageError} */
export function parseOptions(argv: readonly string[], numbers: readonly number[]): Options {
  const { values, positionals } = parse(argv)
  const { local, pods, only, keep, kept, json, out, help } = values
  const [command, ...more] = positionals
  const unexpected = command === 'down' ? more[0] : command
  if (unexpected !== undefined) throw new UsageError(`Unexpected argument '${unexpected}'`)
  const down = command === 'down'
  if (pods !== 'real' && pods !== 'pretend') throw new UsageError('--pods: must be real or pretend')
  const one: Omit<Options, 'only'> = { pods, keep: keep || kept, kept, down, json, out, help }
  if (help || down) return { ...one, only: [] }
  if (!local) throw new UsageError('--local is required: it builds and starts a cluster on this machine')
  return { ...one, only: only === undefined ? [] : chosen(only, numbers) }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        local: flag,
        pods: { type: 'string', default: 'real' },
        only: { type: 'string' },
        keep: flag,
        kept: flag,
        json: flag,
        out: { type: 'string' },
        help: flag,
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function chosen(only: string, numbers: readonly number[]): number[] {
  const wanted = only.split(',').map((each) => each.trim())
  const unknown = wanted.filter((each) => !numbers.includes(Number(each)) || each === '')
  if (unknown.length > 0)
    throw new UsageError(`--only: unknown scenario "${unknown.join('", "')}"; valid: ${numbers.join(', ')}`)
  return wanted.map(Number)
}
