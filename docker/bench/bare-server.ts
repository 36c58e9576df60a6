import type { AddressInfo } from 'node:net'
import { TASKS_PAGE } from '@todo/database/limits'
import { findTask, insertTask, listTasks } from '@todo/database/tasks'
import Fastify from 'fastify'
import pg from 'pg'

/**
 * What the backend is measured against: Fastify and one query, and nothing else. No tokens, no validation, no
 * schemas, no logs, no metrics. `DATABASE_URL` says which database.
 */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 5 })
const database = {
  query: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
    (await pool.query<Row>(sql, [...values])).rows,
}

type OfUser = { Params: { user_id: string; id: string }; Body: { title: string } }
const server = Fastify()
server.get<OfUser>('/api/:user_id/tasks/:id', ({ params }) =>
  findTask(database, params.user_id, Number(params.id)),
)
server.get<OfUser>('/api/:user_id/tasks', ({ params }) =>
  listTasks(database, params.user_id, { limit: TASKS_PAGE }).then(({ rows }) => rows),
)
server.post<OfUser>('/api/:user_id/tasks', ({ params, body }) => insertTask(database, params.user_id, body))
await server.listen({ host: '127.0.0.1', port: 0 })
process.send?.({ port: (server.server.address() as AddressInfo).port })
process.once('SIGTERM', async () => {
  await server.close()
  await pool.end()
  process.disconnect?.()
})
