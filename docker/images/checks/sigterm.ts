import { slowRequest } from '../client/slow-request.ts'
import { apiUser } from '../client/user.ts'
import { SERVICES, type ServiceName } from '../services.ts'
import { pause, until } from '../wait.ts'
import { expect, type SystemCheck } from './check.ts'

/** What terminationGracePeriodSeconds gives; DRAIN_SECONDS, 15, must fit in. */
const GRACE_MS = 30_000

type Request = { path: string; headers: Record<string, string>; body: unknown; status: number }

/** Cheap ones: passwords are slow to hash, and this is about ending. */
const requestTo = (origin: string, user: string, token: string): Record<ServiceName, Request> => {
  const authorization = `Bearer ${token}`
  const task = { path: `/api/${user}/tasks`, body: { title: 'In flight' }, status: 201 }
  return {
    frontend: { ...task, headers: { origin, cookie: `todo_token=${token}` } },
    backend: { ...task, headers: { authorization } },
    'ai-agent': {
      path: '/chat',
      headers: { authorization },
      body: { message: 'Show my tasks', history: [] },
      status: 200,
    },
    'mcp-server': {
      path: '/mcp',
      headers: { authorization, accept: 'application/json, text/event-stream' },
      body: { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} },
      status: 200,
    },
    'scripted-model': {
      path: '/v1/chat/completions',
      headers: {},
      body: { model: 'scripted', messages: [{ role: 'user', content: 'Show my tasks' }] },
      status: 200,
    },
  }
}

export const sigterm: SystemCheck = {
  title: 'SIGTERM with requests in flight: each is answered, and each service ends in order in time',
  run: async ({ add, instances, containers }) => {
    const { id: user, token } = await apiUser(instances.backend.url)
    const told = await Promise.all(
      SERVICES.map(async ({ name }) => {
        const instance = await add(name, `${name}-ending`)
        const requests = await Promise.all(
          Array.from({ length: 4 }, async () => {
            const request = requestTo(instance.url, user, token)[name]
            const url = `${instance.url}${request.path}`
            return { ...request, ...(await slowRequest(url, request.headers, JSON.stringify(request.body))) }
          }),
        )
        const signalled = Date.now()
        await containers.signal(instance.id, 'TERM')
        // Two end while readiness already fails, two while the service no longer accepts anything new.
        for (const [index, wait] of [1_000, 0, 4_000, 0].entries()) {
          await pause(wait)
          const request = requests[index]
          const status = await request?.finish().catch((error: unknown) => String(error))
          const what = `${name}: request ${index + 1} in flight was answered ${status}`
          const log = status === request?.status ? '' : await containers.logs(instance.id)
          expect(status === request?.status, `${what} after ${Date.now() - signalled} ms:\n${log}`)
        }
        await until(`${name} ends`, async () => !(await containers.state(instance.id)).running, GRACE_MS)
        const took = Date.now() - signalled
        const { exitCode } = await containers.state(instance.id)
        expect(exitCode === 0, `${name} ended with ${exitCode}:\n${await containers.logs(instance.id)}`)
        await containers.remove(instance.id)
        return `${name} ${(took / 1000).toFixed(1)} s`
      }),
    )
    return told.join(', ')
  },
}
