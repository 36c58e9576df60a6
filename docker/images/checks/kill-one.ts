import { browserUser, type User } from '../client/user.ts'
import { SERVICES, type ServiceName } from '../services.ts'
import { ready, type System, status } from '../system/system.ts'
import { until } from '../wait.ts'
import { expect, expectStatus, type SystemCheck } from './check.ts'

/** While it is gone: whether tasks still work; whether chat is refused with a reason is the same for all. */
const VICTIMS: readonly { name: ServiceName | 'database'; tasks: number }[] = [
  { name: 'scripted-model', tasks: 200 },
  { name: 'mcp-server', tasks: 200 },
  { name: 'ai-agent', tasks: 200 },
  { name: 'backend', tasks: 503 },
  { name: 'database', tasks: 503 },
  { name: 'frontend', tasks: 0 },
]

export const killOne: SystemCheck = {
  title: 'killing any one leaves the others healthy, errors have a reason, and the system recovers',
  run: async (system) => {
    const user = await browserUser(system.instances.frontend.url)
    const told: string[] = []
    for (const { name, tasks } of VICTIMS) {
      const end = name === 'database' ? databaseGone(system) : serviceGone(system, name)
      await end.kill()
      await othersLive(system, name)
      if (name !== 'frontend') await refusedWithReason(user, name, tasks)
      await othersLive(system, name)
      const back = Date.now()
      await end.restore()
      await until(`chat after ${name} came back`, async () => works(user))
      told.push(`${name} ${((Date.now() - back) / 1000).toFixed(1)} s`)
    }
    return `back after ${told.join(', ')}`
  },
}

type Gone = { readonly kill: () => Promise<void>; readonly restore: () => Promise<void> }

const databaseGone = ({ database }: System): Gone => ({ kill: database.stop, restore: database.start })

const serviceGone = ({ containers, instances }: System, name: ServiceName): Gone => {
  const { id, url } = instances[name]
  const { livePath } = SERVICES.find((each) => each.name === name) ?? { livePath: '/health' }
  return {
    kill: async () => {
      await containers.signal(id, 'KILL')
      await until(`${name} is gone`, async () => !(await containers.state(id)).running)
    },
    restore: async () => {
      await containers.again(id)
      await ready(`${url}${livePath}`, name, () => containers.logs(id))
    },
  }
}

async function othersLive({ instances }: System, gone: string): Promise<void> {
  for (const { name, livePath } of SERVICES) {
    if (name === gone) continue
    const found = await status(`${instances[name].url}${livePath}`)
    expect(found === 200, `without ${gone}, ${name} answers its liveness probe with ${found}`)
  }
}

async function refusedWithReason(user: User, gone: string, tasks: number): Promise<void> {
  const listed = await user.ask('GET', '/tasks')
  expectStatus(`tasks without ${gone}`, listed, tasks)
  const chat = await user.ask('POST', '/chat', { message: 'Show my tasks' })
  expectStatus(`chat without ${gone}`, chat, 503)
  expect(typeof chat.body['reason'] === 'string', `chat without ${gone} gives no reason`)
}

async function works(user: User): Promise<true> {
  expectStatus('chat', await user.ask('POST', '/chat', { message: 'Show my tasks' }), 200)
  expectStatus('tasks', await user.ask('GET', '/tasks'), 200)
  return true
}
