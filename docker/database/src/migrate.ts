import type { Logger } from '@todo/shared/logger'
import pg from 'pg'
import { verifiedTls } from './connection-string.ts'
import { type Migration, pendingMigrations, shippedMigrations } from './migrations.ts'

// Any constant will do, as long as nothing else in this database takes the same.
const LOCK = 7_204_511

/**
 * Brings a database to the newest version, each migration in a transaction of its own.
 * Two at once are safe: the second waits for the first and finds nothing left to do.
 *
 * @param connectionString a direct host: the lock belongs to a session, which a transaction pooler does not keep
 * @returns the names of what was applied now
 * @throws pg's error of the migration that failed; those before it stay applied
 */
export async function migrate(
  connectionString: string,
  logger: Logger,
  migrations: readonly Migration[] = shippedMigrations(),
): Promise<string[]> {
  const client = new pg.Client({
    connectionString: verifiedTls(connectionString),
    application_name: 'migrate',
    connectionTimeoutMillis: 15_000,
  })
  client.on('error', (error) => logger.error({ err: error }, 'the connection was lost'))
  await client.connect()
  try {
    await client.query("set statement_timeout = '10min'")
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(
      'create table if not exists schema_migrations (version integer primary key, name text not null, applied_at timestamptz not null default now())',
    )
    const { rows } = await client.query<{ version: number }>('select version from schema_migrations')
    const pending = pendingMigrations(migrations, new Set(rows.map(({ version }) => version)))
    for (const migration of pending) await apply(client, migration, logger)
    return pending.map(({ name }) => name)
  } finally {
    // The end of the session gives the lock back, whatever happened.
    await client.end()
  }
}

async function apply(client: pg.Client, { version, name, sql }: Migration, logger: Logger): Promise<void> {
  const start = performance.now()
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into schema_migrations (version, name) values ($1, $2)', [version, name])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
  logger.info({ migration: name, ms: Math.round(performance.now() - start) }, 'applied')
}
