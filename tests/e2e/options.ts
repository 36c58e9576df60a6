import { parseArgs } from 'node:util'
import type { Pods } from '../programs/go.ts'

export interface Options {
  /** Build and start a cluster; otherwise the one that the kubeconfig names. */
  readonly local: boolean
  readonly pods: Pods
  readonly only: readonly number[]
  readonly keep: boolean
  /** Work on the cluster that an earlier run with `keep` left. */
  readonly kept: boolean
  readonly down: boolean
  readonly json: boolean
  readonly out: string | undefined
  /** What Argo CD of a named cluster follows, and this machine pushes to. */
  readonly repository: string | undefined
  /** Where people reach the frontend of a named cluster. */
  readonly frontend: string | undefined
  readonly help: boolean
}

/** A command line that can't be run: exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const flag = { type: 'boolean', default: false } as const
const OF_LOCAL = ['pods', 'kept'] as const
const OF_NAMED = ['repository', 'frontend'] as const
export const OPTION_NAMES = ['local', 'only', 'keep', 'json', 'out', 'help', ...OF_LOCAL, ...OF_NAMED]

/** Pure. @param numbers the valid scenarios. @throws {UsageError} */
export function parseOptions(argv: readonly string[], numbers: readonly number[]): Options {
  const { values, positionals } = parse(argv)
  const { local, only, keep, kept, repository, frontend, json, out, help } = values
  const { pods = 'real' } = values
  const [command, ...more] = positionals
  const unexpected = command === 'down' ? more[0] : command
  if (unexpected !== undefined) throw new UsageError(`Unexpected argument '${unexpected}'`)
  const down = command === 'down'
  if (pods !== 'real' && pods !== 'pretend') throw new UsageError('--pods: must be real or pretend')
  const one: Omit<Options, 'only'> = {
    ...{ local, pods, keep: keep || kept, kept, down, repository, frontend, json, out, help },
  }
  if (help || down) return { ...one, only: [] }
  const misplaced = (local ? OF_NAMED : OF_LOCAL).filter((name) => values[name])
  if (misplaced.length > 0)
    throw new UsageError(`--${misplaced.join(', --')}: only ${local ? 'without' : 'with'} --local`)
  if (!local && repository === undefined)
    throw new UsageError(
      "--local or --repository is required: a cluster on this machine, or the kubeconfig's",
    )
  if (frontend !== undefined && !URL.canParse(frontend)) throw new UsageError('--frontend: must be a URL')
  return { ...one, only: only === undefined ? [] : chosen(only, numbers) }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        local: flag,
        pods: { type: 'string' },
        only: { type: 'string' },
        keep: flag,
        kept: flag,
        repository: { type: 'string' },
        frontend: { type: 'string' },
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
