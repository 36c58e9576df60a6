import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { standalone } from './built.ts'

/** A frontend in a process of its own, on a free port, as its image runs it. */
export interface Started {
  readonly url: string
  readonly lines: readonly Record<string, unknown>[]
  readonly process: ChildProcess
  /** Resolves with the exit code. */
  readonly exited: Promise<number | null>
  readonly stop: () => Promise<number | null>
}

/** @param environment the settings under test; nothing else of ours reaches the process */
export const startFrontend = async (environment: Record<string, string>): Promise<Started> => {
  const child = spawn(process.execPath, ['main.ts', '127.0.0.1', '0'], {
    cwd: standalone,
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
    void exited.then((code) => reject(new Error(`the frontend ended with ${code} before it listened`)))
  })
  const stop = () => {
    child.kill('SIGKILL')
    return exited
  }
  return { url: `http://127.0.0.1:${port}`, lines, process: child, exited, stop }
}
