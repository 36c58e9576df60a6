import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Ports } from './ports.ts'
import { readable, say } from './say.ts'

export type Part = {
  readonly name: keyof Ports
  readonly port: number
  /** Its whole environment; empty values count as absent. */
  readonly settings: Readonly<Record<string, string>>
  /** What to run, from the workspace's folder; src/main.ts of the service if not given. */
  readonly file?: string
  readonly healthPath?: string
}

export type StartedPart = {
  /** Resolves when it answers its health path, or has ended. */
  readonly healthy: Promise<void>
  readonly ended: Promise<number | null>
  readonly stop: () => Promise<unknown>
}

/** Runs a service on the loopback. */
export function startPart({
  name,
  port,
  settings,
  file = `${name}/src/main.ts`,
  healthPath = '/health',
}: Part): StartedPart {
  const child = run(name, file, settings, ['127.0.0.1', String(port)])
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    ended,
    healthy: Promise.race([
      answers(`http://127.0.0.1:${port}${healthPath}`, child),
      ended.then(() => undefined),
    ]),
    stop: () => {
      child.kill('SIGINT')
      return ended
    },
  }
}

export type Command = {
  readonly name: string
  readonly file: string
  readonly settings: Readonly<Record<string, string>>
  /** Ends it, with all it has started. */
  readonly signal: AbortSignal
}

/** Runs a command that ends by itself. @throws Error if it fails or is ended */
export async function runToEnd({ name, file, settings, signal }: Command): Promise<void> {
  signal.throwIfAborted()
  const child = run(name, file, settings, [])
  const end = () => process.kill(-(child.pid as number), 'SIGTERM')
  signal.addEventListener('abort', end)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  signal.removeEventListener('abort', end)
  if (code !== 0) throw new Error(`${name} failed`)
}

function run(
  name: string,
  file: string,
  settings: Readonly<Record<string, string>>,
  args: readonly string[],
): ChildProcess {
  const script = join(import.meta.dirname, '..', file)
  // A group of its own: Ctrl-C reaches only us, and we stop the parts in order.
  const child = spawn(process.execPath, [script, ...args], {
    env: settings,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('close', () => process.off('exit', kill))
  for (const input of [child.stdout, child.stderr])
    createInterface({ input }).on('line', (line) => say(name, readable(line)))
  return child
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    if (
      await fetch(url).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
