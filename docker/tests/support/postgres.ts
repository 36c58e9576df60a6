import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@todo/local-postgres/free-port'
import { startLocalPostgres } from '@todo/local-postgres/local-postgres'
import type { TestProject } from 'vitest/node'
import { POSTGRES_URL } from './postgres-url.ts'

/** One PostgreSQL for the whole run; each test file makes databases of its own in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'todo-test-'))
  const postgres = await startLocalPostgres({
    directory,
    port: await freePort(),
    maxConnections: 200,
    fast: true,
  })
  project.provide(POSTGRES_URL, postgres.url() as never)
  return async () => {
    await postgres.stop()
    await rm(directory, { recursive: true, force: true })
  }
}
