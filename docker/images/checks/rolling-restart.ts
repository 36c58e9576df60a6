import { startLoad } from '../client/load.ts'
import { browserUser } from '../client/user.ts'
import { forward } from '../system/forward.ts'
import { type Instance, status } from '../system/system.ts'
import { pause, until } from '../wait.ts'
import { expect, expectStatus, type SystemCheck } from './check.ts'

// A container that is gone does not refuse: the connection just does not come about.
const PROBE_TIMEOUT_MS = 1_000

/** Which instances take new connections, asked as a kubelet asks: on and on. */
function watchReadiness(instances: readonly Instance[]) {
  const isReady = new Map(instances.map(({ name }) => [name, true]))
  let watching = true
  const watch = async ({ name, url }: Instance): Promise<void> => {
    while (watching) {
      isReady.set(name, (await status(`${url}/ready`, PROBE_TIMEOUT_MS)) === 200)
      await pause(200)
    }
  }
  const all = Promise.all(instances.map(watch))
  let turn = 0
  return {
    pick: (): number | undefined => {
      const choice = instances.filter(({ name }) => isReady.get(name))
      turn += 1
      return choice[turn % choice.length]?.port
    },
    isReady: (name: string): boolean => isReady.get(name) === true,
    stop: async () => {
      watching = false
      await all
    },
  }
}

/** Two backends behind a balancer of connections, as a Service is one; each restarted in turn under load. */
export const rollingRestart: SystemCheck = {
  title: 'a rolling restart of two backends under load answers every request',
  run: async ({ add, containers, gateway }) => {
    const backends = [await add('backend', 'backend-a'), await add('backend', 'backend-b')]
    const readiness = watchReadiness(backends)
    const balancer = await forward(gateway, readiness.pick)
    try {
      const address = `http://${gateway}:${balancer.port}`
      const frontend = await add('frontend', 'frontend-balanced', { BACKEND_URL: address })
      const user = await browserUser(frontend.url)
      const load = startLoad(8, async () => {
        const created = await user.ask('POST', '/tasks', { title: 'Under load' })
        expectStatus('create', created, 201)
        const path = `/tasks/${Number(created.body['id'])}`
        expectStatus('read', await user.ask('GET', path), 200)
        expectStatus('delete', await user.ask('DELETE', path), 204)
      })
      await pause(1_000)
      for (const { id, name } of backends) {
        await containers.signal(id, 'TERM')
        await until(`${name} ends`, async () => !(await containers.state(id)).running)
        const { exitCode } = await containers.state(id)
        expect(exitCode === 0, `${name} ended with ${exitCode}`)
        await containers.again(id)
        // As with maxUnavailable: 0, the other one goes only when this one takes connections again.
        await until(`${name} is back`, async () => readiness.isReady(name))
      }
      const { answered, failures } = await load.stop()
      expect(failures.length === 0, `${failures.length} of ${answered * 3} failed: ${failures.slice(0, 3)}`)
      expect(answered > 50, `only ${answered} rounds: that is no load`)
      for (const { id } of [...backends, frontend]) await containers.remove(id)
      return `${answered * 3} requests`
    } finally {
      await readiness.stop()
      await balancer.close()
    }
  },
}
