import type { Logger } from '@todo/shared/logger'
import { ProblemError } from '@todo/shared/problem'
import pg from 'pg'
import { verifiedTls } from './connection-string.ts'
import { isBrokenConnection, unavailableDatabase } from './database-errors.ts'

/** Plain SQL with parameters: the statements are few, and what runs is what is written. */
export type Queries = {
  /** Runs one statement. @throws ProblemError 503 if the database can't be reached or is too slow */
  readonly query: <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<Row[]>
}

export type Database = Queries & {
  /** Runs several statements as one; a throw inside takes all back. */
  readonly transaction: <T>(work: (queries: Queries) => Promise<T>) => Promise<T>
  /** Resolves if the database answers within `timeoutMs`. @throws ProblemError 503 */
  readonly ping: (timeoutMs: number) => Promise<void>
  /** The pool now; `waiting`: requests that have no connection yet. */
  readonly connections: () => { readonly used: number; readonly idle: number; readonly waiting: number }
  /** Calls back after each statement outside of a transaction, and after each transaction, with its time and whether the database was away, full or too slow. */
  readonly onStatement: (listener: (seconds: number, failed: boolean) => void) => void
  readonly close: () => Promise<void>
}

export type DatabaseOptions = {
  /** May carry `sslmode=require`; managed databases do. */
  readonly connectionString: string
  /** Connections at most; idle ones are closed after 30 s, so that a managed database may go to sleep. */
  readonly max: number
  readonly logger: Logger
  readonly applicationName: string
}

/** Opens a pool; connects at the first query, not before, so that a service starts without its database. */
export function openDatabase({ connectionString, max, logger, applicationName }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: verifiedTls(connectionString),
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    query_timeout: 12_000,
    keepAlive: true,
    maxLifetimeSeconds: 900,
  })
  // A database that goes to sleep or fails over closes idle connections: expected, the pool makes new ones.
  pool.on('error', (error) => logger.warn({ err: error }, 'an idle database connection was lost'))

  const connect = () => pool.connect().catch((error: unknown) => Promise.reject(unavailableDatabase(error)))

  const once = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await connect()
    try {
      const result = await work(client)
      client.release()
      return result
    } catch (error) {
      // Anything but an answer of the database itself leaves the connection in an unknown state.
      client.release(!(error instanceof pg.DatabaseError) || isBrokenConnection(error))
      throw error
    }
  }

  let finished: (seconds: number, failed: boolean) => void = () => undefined
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const started = performance.now()
    const seconds = () => (performance.now() - started) / 1000
    try {
      const result = await work()
      finished(seconds(), false)
      return result
    } catch (error) {
      // A taken name or a full quota is an answer.
      const told = unavailableDatabase(error)
      finished(seconds(), told instanceof ProblemError && told.problem.status === 503)
      throw error
    }
  }

  const query: Queries['query'] = async <Row extends object>(
    sql: string,
    values: readonly unknown[] = [],
  ) => {
    const run = () => timed(() => once(async (client) => (await client.query<Row>(sql, [...values])).rows))
    try {
      return await run().catch((error) => {
        // Only reading may be tried twice: a lost answer does not say whether a change was made.
        if (sql.startsWith('select') && isBrokenConnection(error)) return run()
        throw error
      })
    } catch (error) {
      throw unavailableDatabase(error)
    }
  }

  return {
    query,
    transaction: async (work) => {
      try {
        return await timed(() => once((client) => inTransaction(client, work)))
      } catch (error) {
        throw unavailableDatabase(error)
      }
    },
    ping: async (timeoutMs) => {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(unavailableDatabase(new Error('Query read timeout'))), timeoutMs)
      })
      try {
        await Promise.race([query('select 1 as one'), late])
      } finally {
        clearTimeout(timer)
      }
    },
    connections: () => ({
      used: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    onStatement: (listener) => {
      finished = listener
    },
    close: () => pool.end(),
  }
}

async function inTransaction<T>(client: pg.PoolClient, work: (queries: Queries) => Promise<T>): Promise<T> {
  const query: Queries['query'] = async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
    (await client.query<Row>(sql, [...values])).rows
  await client.query('begin')
  try {
    const result = await work({ query })
    await client.query('commit')
    return result
  } catch (error) {
    if (!isBrokenConnection(error)) await client.query('rollback')
    throw error
  }
}
