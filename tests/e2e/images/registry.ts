import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { FOLDERS } from '../../programs/folders.ts'

/** The command that serves the images on a port of the loopback. */
export function registryCommand(port: number): string[] {
  mkdirSync(FOLDERS.registry, { recursive: true, mode: 0o700 })
  const file = join(FOLDERS.registry, `${port}.yaml`)
  const config = {
    version: '0.1',
    log: { accesslog: { disabled: true }, level: 'warn' },
    storage: { filesystem: { rootdirectory: FOLDERS.registry }, delete: { enabled: true } },
    http: { addr: `127.0.0.1:${port}` },
  }
  writeFileSync(file, JSON.stringify(config))
  return ['docker-registry', 'serve', file]
}

/** Serves the images while something is done. */
export async function withRegistry<T>(port: number, work: () => Promise<T>): Promise<T> {
  const [program = '', ...args] = registryCommand(port)
  const registry = spawn(program, args, { stdio: 'ignore' })
  try {
    for (let tries = 0; !(await answers(port)); tries += 1) {
      if (tries > 100) throw new Error('The registry does not answer after 10 s.')
      await pause(100)
    }
    return await work()
  } finally {
    registry.kill('SIGTERM')
  }
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('close', () => socket.destroy())
  })

/** A port of the loopback that is free now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
