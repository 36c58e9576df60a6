import { type Database, openDatabase } from '@todo/database/database'
import { ProblemError } from '@todo/shared/problem'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { migratedDatabase, testDatabase } from '../../tests/support/database.ts'
import { quiet } from '../../tests/support/logs.ts'

let url: string
let database: Database
beforeAll(async () => {
  url = await migratedDatabase()
  database = await testDatabase(url)
})
afterAll(() => database.close())

const reasonOf = (error: unknown) => (error instanceof ProblemError ? error.problem.reason : error)
const away = (connectionString: string) =>
  openDatabase({ connectionString, max: 1, applicationName: 'test', logger: quiet() })

it('goes on when all its connections were cut, as after a sleep or a failover', async () => {
  await Promise.all(Array.from({ length: 5 }, () => database.query('select pg_sleep(0.05)')))
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  await admin.end()
  for (let n = 0; n < 5; n += 1) expect(await database.query('select 1 as one')).toEqual([{ one: 1 }])
})

/** A lock that lets a query wait for as long as a test needs, on a machine of any speed. */
async function heldLock(key: number) {
  const holder = new pg.Client({ connectionString: url })
  await holder.connect()
  await holder.query('select pg_advisory_lock($1)', [key])
  const waits = (name: string) =>
    expect
      .poll(async () => {
        const { rowCount } = await holder.query(
          "select 1 from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'",
          [name],
        )
        return rowCount
      })
      .toBe(1)
  return { waits, release: () => holder.end() }
}

it('reads again when the connection is cut while it reads', async () => {
  const lock = await heldLock(1)
  const one = openDatabase({ connectionString: url, max: 1, applicationName: 'cut-me', logger: quiet() })
  const reading = one.query('select pg_advisory_lock_shared(1), 1 as one')
  await lock.waits('cut-me')
  await database.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cut-me'",
  )
  await lock.release()
  expect(await reading).toMatchObject([{ one: 1 }])
  await one.close()
})

it('does not repeat a change whose answer was lost', async () => {
  await database.query('create table counted (n int)')
  const one = openDatabase({ connectionString: url, max: 1, applicationName: 'cut-me-too', logger: quiet() })
  const lock = await heldLock(2)
  const writing = one.query('insert into counted select 1 from pg_advisory_lock(2)').catch(reasonOf)
  await lock.waits('cut-me-too')
  await database.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cut-me-too'",
  )
  await lock.release()
  expect(await writing).toBe('database_unavailable')
  expect(await database.query('select * from counted')).toEqual([])
  await one.close()
})

it.each([
  ['no server listens', () => 'postgresql://user@127.0.0.1:9/none', 'database_unavailable'],
  ['the password is wrong', () => url.replace(/:[^:@/]+@/, ':wrong@'), 'database_refused'],
  ['there is no such database', () => `${url}_not`, 'database_refused'],
])('says why when %s', async (_, at, reason) => {
  const database = away(at())
  expect(await database.query('select 1').catch(reasonOf)).toBe(reason)
  expect(await database.ping(600_000).catch(reasonOf)).toBe(reason)
  await database.close()
})

it('gives up a ping in time', async () => {
  const lock = await heldLock(3)
  const one = openDatabase({ connectionString: url, max: 1, applicationName: 'busy', logger: quiet() })
  const busy = one.query('select pg_advisory_lock_shared(3)')
  await lock.waits('busy')
  expect(await one.ping(100).catch(reasonOf)).toBe('database_timeout')
  await lock.release()
  await busy
  await one.close()
})

it('takes a transaction back when something in it throws', async () => {
  await database.query('create table kept (n int)')
  const attempt = database.transaction(async ({ query }) => {
    await query('insert into kept values (1)')
    throw new Error('no')
  })
  await expect(attempt).rejects.toThrow('no')
  expect(await database.query('select * from kept')).toEqual([])
})

it('leaves errors of the statement as they are', async () => {
  await expect(database.query('select nonsense')).rejects.toThrow('column "nonsense" does not exist')
})
