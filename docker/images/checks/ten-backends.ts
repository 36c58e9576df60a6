import { startLoad } from '../client/load.ts'
import { apiUser } from '../client/user.ts'
import { MAX_CONNECTIONS } from '../system/database.ts'
import { pause } from '../wait.ts'
import { expect, expectStatus, type SystemCheck } from './check.ts'

const BACKENDS = 10
const POOL = 5

/** An HPA's most replicas, all at work, and a migration beside them. */
export const tenBackends: SystemCheck = {
  title: 'ten backends share one database within its connection limit',
  run: async ({ add, job, containers, database, databaseUrl }) => {
    const backends = await Promise.all(
      Array.from({ length: BACKENDS }, (_, index) => add('backend', `backend-${index + 1}`)),
    )
    const [first] = backends
    expect(first !== undefined, 'there is no backend')
    const user = await apiUser(first.url)
    const created = await user.ask('POST', '/tasks', { title: 'Seen by all' })
    expectStatus('create a task', created, 201)
    let next = 0
    const load = startLoad(BACKENDS * POOL * 2, async () => {
      next += 1
      const { url = '' } = backends[next % BACKENDS] ?? {}
      const found = await user.at(url).ask('GET', `/tasks/${Number(created.body['id'])}`)
      expectStatus('read the task', found, 200)
    })
    const most = { backend: 0, all: 0 }
    const count = async (): Promise<void> => {
      const found = await database.connections()
      most.backend = Math.max(most.backend, found['backend'] ?? 0)
      most.all = Math.max(
        most.all,
        Object.values(found).reduce((sum, each) => sum + each, 0),
      )
    }
    for (let sample = 0; sample < 20; sample += 1) {
      await count()
      await pause(200)
    }
    const [migrated] = await Promise.all([
      job('backend', 'migrate-beside', ['src/migrate.ts'], { DATABASE_URL: databaseUrl }),
      count(),
    ])
    await count()
    const { answered, failures } = await load.stop()
    for (const { id } of backends) await containers.remove(id)
    expect(migrated.code === 0, `the migration beside them failed: ${migrated.text}`)
    expect(failures.length === 0, `${failures.length} of ${answered} failed: ${failures.slice(0, 3)}`)
    // The system's own backend has a pool too.
    const limit = (BACKENDS + 1) * POOL
    expect(most.backend <= limit, `${most.backend} connections of backends, more than ${limit}`)
    expect(most.backend > BACKENDS * (POOL - 1), `only ${most.backend} connections: the pools were not full`)
    expect(most.all < MAX_CONNECTIONS, `${most.all} of ${MAX_CONNECTIONS} connections`)
    return `${answered} requests, at most ${most.backend} connections of backends, ${most.all} of ${MAX_CONNECTIONS} in all`
  },
}
