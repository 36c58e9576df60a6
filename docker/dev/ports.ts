import { type AddressInfo, createServer, type Server } from 'node:net'
import { PORTS } from '../shared/src/ports.ts'

// Runs before the packages are installed: no imports from node_modules.

export type Ports = Readonly<Record<keyof typeof PORTS, number>>

/** A port that was asked for is in use; the message says what to do. */
export class PortsTaken extends Error {}

/**
 * Chooses a port of the loopback for each service.
 *
 * @param wanted the frontend's port, and then the other services take free ones where theirs are taken; 0: free
 *   ones for all; undefined: the documented ones
 * @throws PortsTaken
 */
export async function choosePorts(wanted: number | undefined): Promise<Ports> {
  const names = Object.keys(PORTS) as (keyof typeof PORTS)[]
  const asked = { ...PORTS, ...(wanted ? { frontend: wanted } : {}) }
  const taken = new Set<string>()
  if (wanted === 0) for (const name of names) taken.add(name)
  else for (const name of names) if (!(await isFree(asked[name]))) taken.add(name)
  if (wanted === undefined && taken.size > 0) throw new PortsTaken(explain([...taken], asked))
  if (wanted && taken.has('frontend')) throw new PortsTaken(explain(['frontend'], asked))
  const free = await freePorts(taken.size, new Set(Object.values(asked)))
  return Object.fromEntries(names.map((name) => [name, taken.has(name) ? free.pop() : asked[name]])) as Ports
}

function explain(names: readonly string[], ports: Readonly<Record<string, number>>): string {
  const list = names.map((name) => `${ports[name]} (${name})`).join(', ')
  const what = names.length === 1 ? `Port ${list} is` : `Ports ${list} are`
  return `${what} in use. Stop what listens there, or choose free ports: npm run dev -- --port 0`
}

function isFree(port: number): Promise<boolean> {
  return listen(port).then(
    (server) => close(server).then(() => true),
    () => false,
  )
}

/** That many free ports; all are held until the last is found, so that none comes twice. */
async function freePorts(count: number, except: ReadonlySet<number>): Promise<number[]> {
  const servers: Server[] = []
  const found: number[] = []
  while (found.length < count) {
    const server = await listen(0)
    servers.push(server)
    const { port } = server.address() as AddressInfo
    if (!except.has(port)) found.push(port)
  }
  await Promise.all(servers.map(close))
  return found
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
