import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The running system of the browser tests: services as their images run them, PostgreSQL, the scripted model. */
interface System {
  readonly url: string
  readonly services: Readonly<
    Record<
      string,
      {
        readonly url: string
        readonly lines: readonly Readonly<Record<string, unknown>>[]
        stop(): Promise<unknown>
      }
    >
  >
  readonly stopDatabase: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Starts it; its packages must be installed (`npm run install:workload`). */
export async function startSystem(root: string): Promise<System> {
  const file = pathToFileURL(join(root, 'docker/frontend/tests/browser/system.ts')).href
  const { startSystem: start } = (await import(file)) as { startSystem: () => Promise<System> }
  return start()
}

/** Where each service shows its metrics, as HOST:PORT. */
export const targetsOf = ({ services }: System): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(services)
      .filter(([name]) => name !== 'scripted-model')
      .map(([name, { url, lines }]) => {
        const metricsPort = lines.find(({ msg }) => msg === 'listening')?.['metricsPort']
        return [name, metricsPort === undefined ? new URL(url).host : `127.0.0.1:${metricsPort}`]
      }),
  )

/** A user who signs up, works on tasks and chats, through the frontend. */
export async function useSystem(system: System): Promise<void> {
  const { ask } = await signUp(system.url)
  await ask('POST', 'tasks', { title: 'Buy milk' })
  await ask('GET', 'tasks')
  await ask('POST', 'chat', { message: 'Show my tasks' })
  for (const path of ['/sign-in', '/nowhere']) await fetch(system.url + path)
}

/** What fails: chat without its tools, everything without its database. Nothing is left to work with afterwards. */
export async function breakSystem(system: System): Promise<void> {
  const { ask } = await signUp(system.url)
  await system.services['mcp-server']?.stop()
  await ask('POST', 'chat', { message: 'Show my tasks' })
  await system.stopDatabase()
  await ask('GET', 'tasks')
}

async function signUp(url: string) {
  const headers = { origin: url, 'content-type': 'application/json' }
  const body = JSON.stringify({ email: `${crypto.randomUUID()}@example.com`, password: 'correct horse' })
  const answer = await fetch(`${url}/api/auth/signup`, { method: 'POST', headers, body })
  const { user } = (await answer.json()) as { user: { id: string } }
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return {
    ask: (method: string, path: string, content?: unknown) =>
      fetch(`${url}/api/${user.id}/${path}`, {
        method,
        headers: { ...headers, cookie },
        ...(content === undefined ? {} : { body: JSON.stringify(content) }),
      }).then((each) => each.text()),
  }
}
