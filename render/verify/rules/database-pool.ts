import { clientsOf } from '../connections.ts'
import { show, titleOf } from '../lookup.ts'
import type { Rule } from '../rule.ts'

export const databasePool: Rule = {
  id: 'database-pool',
  severity: 'error',
  title: 'Every service that connects to the database says how many connections a pod takes.',
  why: 'Nobody can tell whether the replicas fit the database: see `database-connections`.',
  mend: "Set DATABASE_POOL_MAX in the service's settings.env.",
  *check(subject) {
    for (const { pod, pool, setting } of clientsOf(subject)) {
      if (pool !== undefined) continue
      yield setting
        ? {
            resource: setting.resource,
            path: setting.path,
            message: `DATABASE_POOL_MAX is ${show(setting.value)}: expected a whole number from 1 on.`,
          }
        : {
            resource: pod.resource,
            path: pod.path,
            message: `${titleOf(pod.resource)} connects to the database and sets no DATABASE_POOL_MAX.`,
          }
    }
  },
}
