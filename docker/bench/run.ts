import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '@todo/database/database'
import { migrate } from '@todo/database/migrate'
import { insertTask } from '@todo/database/tasks'
import { createUser } from '@todo/database/users'
import { createTokens } from '@todo/identity/tokens'
import { freePort } from '@todo/local-postgres/free-port'
import { startLocalPostgres } from '@todo/local-postgres/local-postgres'
import { createLogger } from '@todo/shared/logger'
import { buildFrontend } from '../dev/build-frontend.ts'
import { type Load, type Measured, measure, median, warmUp } from './load.ts'
import { startBackend, startBareServer, startFrontend } from './servers.ts'

/**
 * `npm run bench`: the backend under load, as a ratio to a bare Fastify with the same one query, in the same run
 * and taking turns, so that a busy machine slows both. `npm run bench -- 5` measures for 5 seconds a round.
 */
const ROUNDS = 9
const MIN_READ_RATIO = 0.6
const MIN_PROXIED_RATIO = 0.5
/** So many that none of them reaches the limit of tasks. */
const WRITERS = 200
const seconds = Number(process.argv[2] ?? 2)

const authSecret = crypto.randomUUID()
const logger = createLogger({ service: 'bench', level: 'warn' })
const directory = await mkdtemp(join(tmpdir(), 'todo-bench-'))
const postgres = await startLocalPostgres({ directory, port: await freePort() })
const stops: (() => Promise<void>)[] = []

try {
  await migrate(postgres.url(), logger)
  const loads = await seed()
  const [backend, bare] = [
    await startBackend(postgres.url(), authSecret),
    await startBareServer(postgres.url()),
  ]
  const root = join(import.meta.dirname, '..')
  const built = await buildFrontend(root, new AbortController().signal)
  const frontend = await startFrontend(built, backend.url)
  stops.push(frontend.stop, backend.stop, bare.stop)
  process.stdout.write(
    `20 connections, ${ROUNDS} rounds of ${seconds} s each, the round of the median ratio counts\n`,
  )
  process.stdout.write(row('', 'ours /s', 'bare /s', 'ratio', 'p99 ms'))
  for (const load of loads) {
    const served = load.proxied ? frontend : backend
    for (const { url } of [served, bare]) await warmUp(url, load)
    const rounds: { readonly backend: Measured; readonly bare: Measured; readonly ratio: number }[] = []
    for (let n = 0; n < ROUNDS; n += 1) {
      const [theirs, ours] = [
        await measure(bare.url, load, seconds),
        await measure(served.url, load, seconds),
      ]
      rounds.push({ backend: ours, bare: theirs, ratio: ours.perSecond / theirs.perSecond })
    }
    // Of neighbours in time, and the one in the middle: a disturbed round does not count.
    const { backend: ours, bare: theirs, ratio } = median(rounds)
    const min = load.proxied ? MIN_PROXIED_RATIO : MIN_READ_RATIO
    const tooSlow = load.method === 'GET' && ratio < min
    if (tooSlow) process.exitCode = 1
    const verdict = tooSlow ? ` below ${min}` : ''
    process.stdout.write(
      row(
        load.name,
        String(Math.round(ours.perSecond)),
        String(Math.round(theirs.perSecond)),
        ratio.toFixed(2),
        `${ours.p99}${verdict}`,
      ),
    )
  }
} finally {
  for (const stop of stops) await stop()
  await postgres.stop()
  await rm(directory, { recursive: true, force: true })
}

/** A user with twenty tasks. */
async function seed(): Promise<Load[]> {
  const database = openDatabase({
    connectionString: postgres.url(),
    max: 1,
    applicationName: 'bench',
    logger,
  })
  const newUser = { name: null, password_hash: '-' }
  const reader = await createUser(database, { email: 'reader@example.com', ...newUser })
  const tokens = createTokens(authSecret)
  const writers = []
  for (let n = 0; n < WRITERS; n += 1) {
    const writer = await createUser(database, { email: `writer${n}@example.com`, ...newUser })
    writers.push({ path: `/api/${writer?.id}/tasks`, token: await tokens.issue(writer?.id ?? '') })
  }
  let id = 0
  for (let n = 1; n <= 20; n += 1)
    ({ id } = await insertTask(database, reader?.id ?? '', {
      title: `Task ${n}`,
      description: 'Something to do',
    }))
  await database.close()
  const token = await tokens.issue(reader?.id ?? '')
  const read = (path: string) => ({ method: 'GET', users: [{ path, token }] }) as const
  const tasks = `/api/${reader?.id}/tasks`
  return [
    { name: 'read one task', ...read(`${tasks}/${id}`) },
    { name: 'list 20 tasks', ...read(tasks) },
    {
      name: 'create a task',
      method: 'POST',
      users: writers,
      body: { title: 'Buy milk', description: 'two litres' },
    },
    { name: 'read, proxied', ...read(`${tasks}/${id}`), proxied: true },
  ]
}

function row(name: string, ...cells: string[]): string {
  return `${name.padEnd(16)}${cells.map((cell) => cell.padStart(12)).join('')}\n`
}
