import { migrate } from '@todo/database/migrate'
import { type Migration, pendingMigrations, shippedMigrations } from '@todo/database/migrations'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { emptyDatabase, testDatabase } from '../../tests/support/database.ts'
import { quiet } from '../../tests/support/logs.ts'

const all = shippedMigrations().map(({ name }) => name)

describe('migrating', () => {
  it('applies everything once; a second time there is nothing to do', async () => {
    const url = await emptyDatabase()
    expect(await migrate(url, quiet())).toEqual(all)
    expect(await migrate(url, quiet())).toEqual([])
  })

  it('five at once apply each migration once', async () => {
    const url = await emptyDatabase()
    const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(url, quiet())))
    expect(applied.flat().sort()).toEqual(all)
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1)
  })

  it('a migration that fails leaves nothing of itself, and what came before stays', async () => {
    const url = await emptyDatabase()
    const broken: Migration[] = [
      { version: 1, name: '0001-good', sql: 'create table good ()' },
      { version: 2, name: '0002-bad', sql: 'create table bad (); select 1/0' },
    ]
    await expect(migrate(url, quiet(), broken)).rejects.toThrow('division by zero')
    const db = await testDatabase(url)
    const tables = await db.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public'",
    )
    expect(tables.map(({ name }) => name).sort()).toEqual(['good', 'schema_migrations'])
    await db.close()
    const fixed = broken.map((each) => (each.version === 2 ? { ...each, sql: 'create table bad ()' } : each))
    expect(await migrate(url, quiet(), fixed)).toEqual(['0002-bad'])
  })

  it('an older image after a rollback succeeds and touches nothing', async () => {
    const url = await emptyDatabase()
    await migrate(url, quiet())
    expect(await migrate(url, quiet(), shippedMigrations().slice(0, 1))).toEqual([])
  })

  it('limits how long a statement of a service may take', async () => {
    const url = await emptyDatabase()
    await migrate(url, quiet())
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    expect((await client.query('show statement_timeout')).rows).toEqual([{ statement_timeout: '15s' }])
    await client.end()
  })
})

it('pending are those that were not applied, whatever the order', () => {
  const [first, second] = shippedMigrations()
  const pending = pendingMigrations(shippedMigrations(), new Set([second?.version ?? 0]))
  expect(pending[0]).toEqual(first)
  expect(pending).not.toContainEqual(second)
})
