import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '@todo/local-postgres/free-port'
import { startLocalPostgres } from '@todo/local-postgres/local-postgres'
import { ensureBuilt } from '../built.ts'
import { type Environment, type Started, startFrontend, startService } from '../started.ts'

/** The whole running system: five services as their images run them, a real PostgreSQL and the scripted model. */
export interface System {
  readonly url: string
  readonly services: Readonly<Record<string, Started>>
  /** From then on nothing answers where the database was. */
  readonly stopDatabase: () => Promise<void>
  readonly stop: () => Promise<void>
}

const workspace = join(import.meta.dirname, '../../..')

/** Starts everything in the order of its dependencies, on free ports of the loopback. */
export const startSystem = async (): Promise<System> => {
  await ensureBuilt()
  const directory = await mkdtemp(join(tmpdir(), 'todo-browser-test-'))
  const postgres = await startLocalPostgres({ directory, port: await freePort(), fast: true })
  const services: Record<string, Started> = {}
  const start = async (name: string, environment: Environment): Promise<string> => {
    const service = await startService(join(workspace, name), 'src/main.ts', environment)
    services[name] = service
    return service.url
  }
  const stop = async () => {
    await Promise.all(Object.values(services).map((service) => service.stop()))
    await postgres.stop()
    await rm(directory, { recursive: true, force: true })
  }
  try {
    const secrets = { DATABASE_URL: postgres.url(), AUTH_SECRET: randomBytes(32).toString('hex') }
    await promisify(execFile)(process.execPath, ['src/migrate.ts'], {
      cwd: join(workspace, 'backend'),
      env: { NODE_ENV: 'production', DATABASE_URL: secrets.DATABASE_URL },
    })
    const model = await start('scripted-model', {})
    const tools = await start('mcp-server', secrets)
    const AGENT_URL = await start('ai-agent', {
      MCP_SERVER_URL: `${tools}/mcp`,
      OPENAI_BASE_URL: `${model}/v1`,
      OPENAI_API_KEY: 'scripted',
    })
    const BACKEND_URL = await start('backend', { ...secrets, AGENT_URL, CHAT_REQUESTS_PER_MINUTE: '200' })
    services['frontend'] = await startFrontend({ BACKEND_URL })
    return { url: services['frontend'].url, services, stopDatabase: postgres.stop, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
