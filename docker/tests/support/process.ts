import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export type Started = {
  readonly url: string
  /** All it has written, both streams. */
  readonly output: () => string
  readonly signal: (signal: NodeJS.Signals) => void
  /** Resolves with its exit code. */
  readonly ended: Promise<number | null>
}

export type Service = 'backend' | 'mcp-server' | 'ai-agent' | 'scripted-model'

/** Runs a service's command as it runs in its container, with nothing but these settings in its environment. */
export function spawnService(
  service: Service,
  settings: Record<string, string>,
  file = 'src/main.ts',
  args: string[] = [],
) {
  const script = fileURLToPath(new URL(`../../${service}/${file}`, import.meta.url))
  const child = spawn(process.execPath, [script, ...args], {
    env: settings,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, output: () => output, ended }
}

/** Starts a service on a free port of the loopback and waits until it listens. */
export async function startService(service: Service, settings: Record<string, string>): Promise<Started> {
  const { child, output, ended } = spawnService(service, settings, 'src/main.ts', ['127.0.0.1', '0'])
  const port = await listeningPort(child, output)
  return { url: `http://127.0.0.1:${port}`, output, ended, signal: (signal) => child.kill(signal) }
}

function listeningPort(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const port = /"port":(\d+),"msg":"listening"/.exec(output())?.[1]
      if (port !== undefined) resolve(port)
    }
    child.stdout?.on('data', look)
    child.once('close', () => reject(new Error(`it ended before it listened:\n${output()}`)))
  })
}
