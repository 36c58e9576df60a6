import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '@todo/local-postgres/free-port'
import { startLocalPostgres } from '@todo/local-postgres/local-postgres'
import { buildFrontend } from './build-frontend.ts'
import { type Part, runToEnd, startPart } from './part.ts'
import type { Ports } from './ports.ts'
import { say } from './say.ts'

const root = join(import.meta.dirname, '..')
const data = join(root, '.data')
const stops: (() => Promise<unknown>)[] = []
const interrupted = new AbortController()
let stopping: Promise<void> | undefined
let starting: Promise<void> = Promise.resolve()

/** Stops the programs in reverse order, so that none loses one that it still needs. */
function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    say('dev', 'stopping')
    interrupted.abort()
    // A program that is being started is awaited first: otherwise it would keep running.
    await starting.catch(() => undefined)
    for (const each of stops.reverse()) await each().catch((error: unknown) => say('dev', String(error)))
    say('dev', 'stopped; the data stays in .data/')
    process.exitCode = code
  })()
  return stopping
}

/** Starts one service and waits until it is well; if it ever ends by itself, everything is stopped. */
async function startAndWatch(part: Part): Promise<void> {
  if (stopping) return
  const started = startPart(part)
  stops.push(started.stop)
  void started.ended.then((code) => {
    if (stopping) return
    say(part.name, `ended with ${code}`)
    return stop(1)
  })
  await started.healthy
}

async function secretOf(name: string): Promise<string> {
  const file = join(data, name)
  const known = await readFile(file, 'utf8').catch(() => '')
  if (known !== '') return known
  const secret = randomBytes(32).toString('base64url')
  await writeFile(file, secret, { mode: 0o600 })
  return secret
}

async function startAll(ports: Ports): Promise<void> {
  const hasFrontend = existsSync(join(root, 'frontend/package.json'))
  await mkdir(data, { recursive: true })
  const AUTH_SECRET = await secretOf('auth-secret')
  const postgres = await startLocalPostgres({ directory: join(data, 'postgres'), port: await freePort() })
  stops.push(postgres.stop)
  const common = { LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'info', DRAIN_SECONDS: '5' }
  const database = { ...common, DATABASE_URL: postgres.url() }
  await runToEnd({
    name: 'migrate',
    file: 'backend/src/migrate.ts',
    settings: database,
    signal: interrupted.signal,
  })

  const { OPENAI_API_KEY = '', OPENAI_BASE_URL = '', OPENAI_MODEL = '' } = process.env
  const url = (name: keyof Ports) => `http://127.0.0.1:${ports[name]}`
  const start = (part: Omit<Part, 'port'>) => startAndWatch({ ...part, port: ports[part.name] })
  const scripted = OPENAI_API_KEY === ''
  if (scripted) await start({ name: 'scripted-model', settings: common })
  await start({ name: 'mcp-server', settings: { ...database, AUTH_SECRET } })
  await start({
    name: 'ai-agent',
    settings: {
      ...common,
      MCP_SERVER_URL: `${url('mcp-server')}/mcp`,
      ...(scripted
        ? {
            OPENAI_API_KEY: 'offline',
            OPENAI_BASE_URL: `${url('scripted-model')}/v1`,
            OPENAI_MODEL: 'scripted',
          }
        : { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL }),
    },
  })
  await start({ name: 'backend', settings: { ...database, AUTH_SECRET, AGENT_URL: url('ai-agent') } })
  if (hasFrontend && !stopping) {
    const file = await buildFrontend(root, interrupted.signal)
    await start({
      name: 'frontend',
      file,
      healthPath: '/api/health',
      settings: { ...common, BACKEND_URL: url('backend') },
    })
  }
  if (stopping) return
  const model = scripted ? 'the scripted model' : OPENAI_MODEL || "the agent's default model"
  say(
    'dev',
    `ready: ${hasFrontend ? url('frontend') : `${url('backend')}/openapi.json`} (chat with ${model}); Ctrl-C stops everything`,
  )
}

/**
 * Runs the whole system on this machine, without Docker: PostgreSQL, migrations, the scripted model (or a real one,
 * if OPENAI_API_KEY is set) and all services, on the loopback. Ctrl-C stops everything in order. Data and the
 * generated secret stay in .data/.
 *
 * @param ports where the services listen
 */
export async function runSystem(ports: Ports): Promise<void> {
  starting = startAll(ports)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
  try {
    await starting
  } catch (error) {
    if (!stopping) say('dev', error instanceof Error ? error.message : String(error))
    await stop(1)
  }
}
