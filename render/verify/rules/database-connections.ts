import { environmentFile } from '../../environment/environment.ts'
import { clientsOf, roomOf } from '../connections.ts'
import { titleOf } from '../lookup.ts'
import type { Rule } from '../rule.ts'

export const databaseConnections: Rule = {
  id: 'database-connections',
  severity: 'error',
  title:
    'The database takes the connections of every client at its most replicas, with the surge of an update.',
  why: 'PostgreSQL refuses the connection that is one too many: pods that were added under load fail, and with them the requests they get. https://www.postgresql.org/docs/17/runtime-config-connection.html#GUC-MAX-CONNECTIONS',
  mend: 'Lower DATABASE_POOL_MAX or maxReplicas; or give the database more: --max_connections in the cluster, database.external.maxConnections if it has more than 100 outside.',
  *check(subject) {
    // A pool that nobody knows is the finding of `database-pool`.
    const clients = clientsOf(subject).map(({ pod, pods, pool = 0 }) => ({
      name: titleOf(pod.resource),
      pods,
      pool,
      sum: pods * pool,
    }))
    const { most, reserved, argument } = roomOf(subject)
    const sum = clients.reduce((total, each) => total + each.sum, 0)
    if (sum <= most - reserved) return
    const shown = [...clients]
      .sort((a, b) => b.sum - a.sum || (a.name < b.name ? -1 : 1))
      .map(({ name, pods, pool }) => `${name} ${pods} x ${pool}`)
      .join(', ')
    const message = `At the most ${sum} connections are needed (${shown}), and the database has ${most - reserved}: ${most} less ${reserved} reserved ones.`
    const { name, database } = subject.environment
    const path = ['database', database.inCluster ? 'inCluster' : 'external']
    yield argument
      ? { resource: argument.resource, path: argument.path, message }
      : { message, source: { file: environmentFile(name), path, at: 'key' } }
  },
}
