import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { standalone } from './built.ts'

/** A service in a process of its own, on a free port, as its image runs it. */
export interface Started {
  readonly url: string
  /** Its log so far. */
  readonly lines: readonly Record<string, unknown>[]
  readonly signal: (name: NodeJS.Signals) => void
  /** Resolves with the exit code. */
  readonly exited: Promise<number | null>
  readonly stop: () => Promise<number | null>
}

export type Environment = Readonly<Record<string, string>>

/**
 * Starts an entry point that takes `HOST PORT` and logs the port it got.
 *
 * @param environment the settings under test; nothing else of ours reaches the process
 */
export const startService = async (
  cwd: string,
  entry: string,
  environment: Environment,
): Promise<Started> => {
  const child = spawn(process.execPath, [entry, '127.0.0.1', '0'], {
    cwd,
    env: { NODE_ENV: 'production', PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  const lines: Record<string, unknown>[] = []
  const port = await new Promise<unknown>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const entry = JSON.parse(line) as Record<string, unknown>
      lines.push(entry)
      if (entry['msg'] === 'listening') resolve(entry['port'])
    })
    void exited.then((code) => reject(new Error(`${cwd} ended with ${code} before it listened`)))
  })
  const stop = () => {
    child.kill('SIGKILL')
    return exited
  }
  const signal = (name: NodeJS.Signals) => void child.kill(name)
  return { url: `http://127.0.0.1:${port}`, lines, signal, exited, stop }
}

export const startFrontend = (environment: Environment): Promise<Started> =>
  startService(standalone, 'main.ts', environment)
