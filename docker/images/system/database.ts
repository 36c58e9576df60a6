import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@todo/local-postgres/free-port'
import { type LocalPostgres, startLocalPostgres } from '@todo/local-postgres/local-postgres'
import pg from 'pg'
import type { Cleanup } from '../cleanup.ts'

/** Small on purpose: ten backends must fit in, as they must in a small managed database. */
export const MAX_CONNECTIONS = 64

export type TestDatabase = {
  readonly port: number
  /** The ordinary user's connection string, with the host and port that the caller reaches it at. */
  readonly url: (host: string, port: number) => string
  /** How many users there are. */
  readonly users: () => Promise<number>
  /** How many connections each program holds, by its application_name. */
  readonly connections: () => Promise<Readonly<Record<string, number>>>
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
}

/** A real PostgreSQL on the loopback, with a database and an ordinary user as a deployment has them. */
export async function startDatabase(cleanup: Cleanup): Promise<TestDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'todo-images-'))
  cleanup.add(directory, () => rm(directory, { recursive: true, force: true }))
  const port = await freePort()
  const options = { directory, port, maxConnections: MAX_CONNECTIONS, fast: true }
  let server: LocalPostgres | undefined = await startLocalPostgres(options)
  const stop = async (): Promise<void> => {
    await server?.stop()
    server = undefined
  }
  cleanup.add('PostgreSQL', stop)
  const { url: administrator } = server
  const query = async <Row>(sql: string, name = 'postgres'): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: administrator(name), application_name: 'test' })
    await client.connect()
    try {
      return (await client.query(sql)).rows as Row[]
    } finally {
      await client.end()
    }
  }
  const password = randomBytes(16).toString('hex')
  await query(`create role todo login password '${password}'`)
  await query('create database todo owner todo')
  return {
    port,
    url: (host, at) => `postgresql://todo:${password}@${host}:${at}/todo`,
    users: async () => {
      const [row] = await query<{ n: number }>('select count(*)::int as n from users', 'todo')
      return row?.n ?? 0
    },
    connections: async () => {
      const rows = await query<{ name: string; n: number }>(
        'select application_name as name, count(*)::int as n from pg_stat_activity where datname is not null group by 1',
      )
      return Object.fromEntries(rows.map(({ name, n }) => [name, n]))
    },
    stop,
    start: async () => {
      server ??= await startLocalPostgres(options)
    },
  }
}
