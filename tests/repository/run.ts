import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from '../support/repository.ts'

/** How the command-line tool ended, as another program sees it. */
export interface Run {
  /** Nothing if a signal ended it. */
  readonly exit: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  /** The user to run as, where this one may do everything. */
  readonly uid?: number
  /** A module that the child loads first. */
  readonly preload?: string
  /**
   * Milliseconds after which it is killed: as a fault to cause. Otherwise 20 minutes, which end a hang and nothing else: a
   * machine with a load of 20 takes minutes for what takes seconds.
   */
  readonly killAfter?: number
}

const CLI = join(ROOT, 'render/cli.js')

/** Runs the real command line on the repository at `root`, in a process of its own. */
export function run(root: string, args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const { env = {}, uid, preload, killAfter = 1_200_000 } = options
  const child = spawn(
    process.execPath,
    [...(preload ? ['--import', preload] : []), CLI, '-C', root, ...args],
    {
      env: { ...process.env, NODE_OPTIONS: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: killAfter,
      killSignal: 'SIGKILL',
      ...(uid !== undefined && { uid, gid: uid }),
    },
  )
  const out = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      out[name] += text
    })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exit, signal) => resolve({ exit, signal, ...out }))
  })
}
