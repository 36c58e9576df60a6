import { randomUUID } from 'node:crypto'
import { type Database, openDatabase } from '@todo/database/database'
import { TASKS_PAGE } from '@todo/database/limits'
import { migrate } from '@todo/database/migrate'
import { listTasks, type Task } from '@todo/database/tasks'
import pg from 'pg'
import { quiet } from './logs.ts'
import { postgresUrl } from './postgres-url.ts'

/** An empty database of its own. @returns its connection string */
export async function emptyDatabase(): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: postgresUrl() })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return postgresUrl().replace(/\/postgres$/, `/${name}`)
}

/** A database with today's tables. */
export async function migratedDatabase(): Promise<string> {
  const url = await emptyDatabase()
  await migrate(url, quiet())
  return url
}

/** A pool on a database of its own; close it when done. */
export async function testDatabase(connectionString?: string): Promise<Database> {
  const url = connectionString ?? (await migratedDatabase())
  return openDatabase({ connectionString: url, max: 5, applicationName: 'test', logger: quiet() })
}

/** All tasks of a user who has few. */
export const tasksOf = async (database: Database, userId: string): Promise<Task[]> =>
  (await listTasks(database, userId, { limit: TASKS_PAGE })).rows
