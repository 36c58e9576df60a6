import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { freePort } from '@todo/local-postgres/free-port'

export type Server = { readonly url: string; readonly stop: () => Promise<void> }

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The backend as it runs in its container: its logs are written and discarded. */
export const startBackend = (databaseUrl: string, authSecret: string): Promise<Server> =>
  startService('../backend/src/main.ts', '/ready', {
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: authSecret,
    DRAIN_SECONDS: '1',
  })

/** The built frontend, whose proxy passes requests on to the backend. */
export const startFrontend = (built: string, backendUrl: string): Promise<Server> =>
  startService(`../${built}`, '/api/health', { BACKEND_URL: backendUrl, DRAIN_SECONDS: '1' })

async function startService(main: string, healthPath: string, env: Record<string, string>): Promise<Server> {
  const port = await freePort()
  const child = spawn(process.execPath, [file(main), '127.0.0.1', String(port)], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const server = { url: `http://127.0.0.1:${port}`, stop: () => stopped(child) }
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${main} did not start`)
    const healthy = await fetch(server.url + healthPath).then(
      (answer) => answer.ok,
      () => false,
    )
    if (healthy) return server
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** The bare server to compare with. */
export async function startBareServer(databaseUrl: string): Promise<Server> {
  const child = spawn(process.execPath, [file('./bare-server.ts')], {
    env: { DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port))
    child.once('close', () => reject(new Error('the bare server did not start')))
  })
  return { url: `http://127.0.0.1:${port}`, stop: () => stopped(child) }
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('close', () => resolve())
    child.kill('SIGTERM')
  })
}
