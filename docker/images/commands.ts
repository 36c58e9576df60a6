import { type ChildProcess, spawn } from 'node:child_process'
import { pause } from './wait.ts'

export type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string }

export type CommandOptions = {
  readonly timeoutMs?: number
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
  /** Removes what was made: runs also after endCommands(). */
  readonly removes?: boolean
}

/** A program that ended with another code than 0, with the end of what it said. */
export class CommandFailed extends Error {
  constructor(command: readonly string[], { code, stdout, stderr }: Ended) {
    const said = (stderr.trim() || stdout.trim()).split('\n').slice(-25).join('\n')
    super(`${command.join(' ')}\nended with ${code}:\n${said}`)
    this.name = 'CommandFailed'
  }
}

const running = new Set<ChildProcess>()
let stopped = false

/**
 * Runs a program to its end and keeps what it says.
 * In a process group of its own: Ctrl-C in the terminal must reach us first, who then end what we started.
 */
export function run(command: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const { timeoutMs = 120_000, env = {}, cwd, removes = false } = options
  if (stopped && !removes) return Promise.reject(new Error('stopped'))
  const [program = '', ...args] = command
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
      ...(cwd === undefined ? {} : { cwd }),
    })
    running.add(child)
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    const timer = setTimeout(() => {
      stderr += `\nit was ended after ${timeoutMs / 1000} s`
      endGroup(child, 'SIGKILL')
    }, timeoutMs)
    child.once('error', (error) => {
      clearTimeout(timer)
      running.delete(child)
      reject(error)
    })
    child.once('close', (code) => {
      clearTimeout(timer)
      running.delete(child)
      resolve({ code: code ?? 1, stdout, stderr })
    })
  })
}

/** Runs a program that must succeed. @returns what it wrote to standard output, trimmed @throws CommandFailed */
export async function output(command: readonly string[], options: CommandOptions = {}): Promise<string> {
  const ended = await run(command, options)
  if (ended.code !== 0) throw new CommandFailed(command, ended)
  return ended.stdout.trim()
}

/**
 * Ends every program that runs and starts no more: what Ctrl-C must do before it cleans up.
 * They get ten seconds to end in order: a builder that is killed may leave a broken layer behind.
 */
export async function endCommands(): Promise<void> {
  stopped = true
  const all = Promise.all([...running].map((child) => new Promise((resolve) => child.once('close', resolve))))
  for (const child of running) endGroup(child, 'SIGTERM')
  await Promise.race([all, pause(10_000)])
  for (const child of running) endGroup(child, 'SIGKILL')
}

function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // It has ended by itself.
  }
}
