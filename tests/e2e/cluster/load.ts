import { startLoad } from '../../../docker/images/client/load.ts'
import { browserUser, type User } from '../../../docker/images/client/user.ts'
import { type Api, assert, type Live } from './api.ts'
import { byService, isReady } from './pods.ts'
import { whileWatching } from './watch.ts'

/** A task that is made, read and deleted through the frontend, as a browser does it: three requests. */
async function useTasks(user: User): Promise<void> {
  const created = await user.ask('POST', '/tasks', { title: 'Under load' })
  status('create', created.status, 201)
  const path = `/tasks/${Number(created.body['id'])}`
  status('read', (await user.ask('GET', path)).status, 200)
  status('delete', (await user.ask('DELETE', path)).status, 204)
}

function status(what: string, is: number, expected: number): void {
  if (is !== expected) throw new Error(`${what}: ${is} in place of ${expected}`)
}

export interface Served {
  readonly requests: number
  readonly failures: readonly string[]
}

/** Uses the system on and on while something is done to it. @returns how many requests were answered, and what failed. */
export async function underLoad(
  frontend: string,
  workers: number,
  work: () => Promise<void>,
): Promise<Served> {
  const user = await browserUser(frontend)
  await useTasks(user)
  const load = startLoad(workers, () => useTasks(user))
  const workDone = work()
  await workDone.catch(() => undefined)
  const { answered, failures } = await load.stop()
  await workDone
  return { requests: answered * 3, failures }
}

export function noneLost({ requests, failures }: Served): void {
  assert(
    failures.length === 0,
    `${failures.length} of ${requests} requests failed: ${failures.slice(0, 3).join('; ')}`,
  )
  assert(requests > 50, `only ${requests} requests: that is no load`)
}

/** Counts a service's ready pods while something is done. @returns the fewest that there were. */
export async function fewestReady(
  api: Api,
  namespace: string,
  services: readonly string[],
  work: () => Promise<void>,
): Promise<Map<string, number>> {
  const fewest = new Map<string, number>()
  const count = (pods: readonly Live[]): void => {
    const now = byService(pods)
    for (const service of services) {
      const ready = (now.get(service) ?? []).filter(isReady).length
      fewest.set(service, Math.min(ready, fewest.get(service) ?? ready))
    }
  }
  await whileWatching(api, `/api/v1/namespaces/${namespace}/pods`, count, work)
  return fewest
}
