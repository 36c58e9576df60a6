import { randomBytes } from 'node:crypto'
import { freePort } from '@todo/local-postgres/free-port'
import type { Cleanup } from '../cleanup.ts'
import type { Engine } from '../engine/engine.ts'
import { imageName, SERVICES, type ServiceName } from '../services.ts'
import { until } from '../wait.ts'
import { type Containers, createContainers } from './containers.ts'
import { startDatabase, type TestDatabase } from './database.ts'
import { forward } from './forward.ts'
import { createNetwork } from './network.ts'

export type Instance = {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly port: number
}

export type System = {
  readonly containers: Containers
  readonly database: TestDatabase
  /** This machine, as containers reach it. */
  readonly gateway: string
  /** The one instance of each service that the others speak to. */
  readonly instances: Readonly<Record<ServiceName, Instance>>
  readonly databaseUrl: string
  /** What a service's manifests give it. */
  readonly environment: (name: ServiceName) => Record<string, string>
  /** One more instance, reached by no other service unless they are told; waits until it is ready. */
  readonly add: (service: ServiceName, name: string, more?: Record<string, string>) => Promise<Instance>
  /** Runs a Job's command of an image. */
  readonly job: (
    service: ServiceName,
    name: string,
    args: readonly string[],
    environment: Record<string, string>,
  ) => Promise<{ code: number; text: string }>
}

/** Starts everything from the images: database, migration, then the services, each once the one before is ready. */
export async function startSystem(engine: Engine, cleanup: Cleanup): Promise<System> {
  const run = `todo-test-${randomBytes(3).toString('hex')}`
  const database = await startDatabase(cleanup)
  const network = await createNetwork(engine, run, cleanup)
  const { gateway } = network
  // What the Services of a cluster are: names with addresses that stay.
  const hosts = Object.fromEntries(SERVICES.map(({ name }) => [name, network.address(name)]))
  const containers = createContainers(engine, run, cleanup)
  const authSecret = randomBytes(32).toString('hex')
  let databaseUrl = ''

  const environment = (name: ServiceName): Record<string, string> => {
    const common = { LOG_LEVEL: 'info', DRAIN_SECONDS: '15' }
    const stored = { DATABASE_URL: databaseUrl, DATABASE_POOL_MAX: '5', AUTH_SECRET: authSecret }
    // More than people may ask for, so that the load below measures the services and not their limits.
    const limits = {
      CHAT_REQUESTS_PER_MINUTE: '1000',
      SIGN_IN_ATTEMPTS_PER_MINUTE: '1000',
      SIGN_UPS_PER_HOUR: '1000',
    }
    const own: Record<ServiceName, Record<string, string>> = {
      'scripted-model': {},
      'mcp-server': stored,
      'ai-agent': {
        MCP_SERVER_URL: 'http://mcp-server:8001/mcp',
        OPENAI_BASE_URL: 'http://scripted-model:8003/v1',
        OPENAI_MODEL: 'scripted',
        OPENAI_API_KEY: 'no-key-is-needed',
      },
      backend: { ...stored, ...limits, AGENT_URL: 'http://ai-agent:8002' },
      frontend: { BACKEND_URL: 'http://backend:8000' },
    }
    return { ...common, ...own[name] }
  }

  const add: System['add'] = async (serviceName, name, more = {}) => {
    const service = SERVICES.find((each) => each.name === serviceName)
    if (!service) throw new Error(`There is no service ${serviceName}.`)
    const local = await freePort()
    const id = await containers.start({
      name: `${run}-${name}`,
      address: network.address(name),
      hosts,
      image: imageName(serviceName),
      environment: { ...environment(serviceName), ...more },
      publish: { local, port: service.port },
    })
    const url = `http://127.0.0.1:${local}`
    await ready(`${url}${service.readyPath}`, name, () => containers.logs(id))
    return { id, name, url, port: local }
  }

  const job: System['job'] = async (service, name, args, given) => {
    const spec = { name: `${run}-${name}`, image: imageName(service), args, environment: given, hosts }
    const { code, stdout, stderr } = await containers.runToEnd(spec)
    return { code, text: (stdout + stderr).trim() }
  }

  // The bridge has no address before the first container: the one without a database goes first.
  const model = await add('scripted-model', 'scripted-model')
  const toDatabase = await forward(gateway, () => database.port)
  cleanup.add('the way to the database', toDatabase.close)
  databaseUrl = database.url(gateway, toDatabase.port)
  const migrated = await job('backend', 'migrate', ['src/migrate.ts'], { DATABASE_URL: databaseUrl })
  if (migrated.code !== 0) throw new Error(`The migration ended with ${migrated.code}:\n${migrated.text}`)
  const instances: Record<ServiceName, Instance> = {
    'scripted-model': model,
    'mcp-server': await add('mcp-server', 'mcp-server'),
    'ai-agent': await add('ai-agent', 'ai-agent'),
    backend: await add('backend', 'backend'),
    frontend: await add('frontend', 'frontend'),
  }
  return { containers, database, gateway, instances, databaseUrl, environment, add, job }
}

/** Waits until a path answers 200. @throws Error with the container's log */
export async function ready(url: string, name: string, logs: () => Promise<string>): Promise<void> {
  try {
    await until(`${name} is ready`, async () => (await status(url)) === 200)
  } catch (error) {
    const said = await logs().catch(() => '')
    throw new Error(`${String(error)}\n${said.split('\n').slice(-15).join('\n')}`)
  }
}

/** The status of a GET, or undefined if nothing answers. */
export async function status(url: string, timeoutMs = 8_000): Promise<number | undefined> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(timeoutMs),
      headers: { connection: 'close' },
    })
    await response.arrayBuffer()
    return response.status
  } catch {
    return undefined
  }
}
