import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureBuilt } from '../built.ts'
import { type Started, startFrontend } from '../started.ts'
import { cookie } from '../unit/requests.ts'

/** A backend whose answers wait until the test lets them go. */
const waiting: ServerResponse[] = []
let backend: Server
let started: Started

beforeAll(async () => {
  await ensureBuilt()
  backend = createServer((_, response) => void waiting.push(response))
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await started?.stop()
  backend.closeAllConnections()
  backend.close()
})

const start = async (drainSeconds: number) => {
  const { port } = backend.address() as AddressInfo
  started = await startFrontend({
    BACKEND_URL: `http://127.0.0.1:${port}`,
    DRAIN_SECONDS: String(drainSeconds),
  })
  return started
}

const draining = async ({ lines }: Started): Promise<void> => {
  await expect.poll(() => lines.some(({ msg }) => msg === 'draining')).toBe(true)
}

test('SIGTERM: what is in flight is answered, then the process ends with 0 within its time', async () => {
  const frontend = await start(300)
  const response = fetch(`${frontend.url}/api/u1/tasks`, { headers: { cookie } })
  await expect.poll(() => waiting.length).toBe(1)
  frontend.signal('SIGTERM')
  await draining(frontend)
  // Load balancers may still send requests for a moment; those are told not to keep the connection.
  const late = await fetch(`${frontend.url}/api/health`)
  expect(late.status).toBe(200)
  expect(late.headers.get('connection')).toBe('close')
  await expect
    .poll(() =>
      fetch(`${frontend.url}/api/health`).then(
        () => true,
        () => false,
      ),
    )
    .toBe(false)
  waiting.pop()?.writeHead(200, { 'content-type': 'application/json' }).end('[]')
  expect((await response).status).toBe(200)
  expect(await (await response).json()).toEqual([])
  expect(await frontend.exited).toBe(0)
})

test('a request that never ends does not keep the process beyond DRAIN_SECONDS', async () => {
  const frontend = await start(1)
  const response = fetch(`${frontend.url}/api/u1/tasks`, { headers: { cookie } }).catch(
    (error: unknown) => error,
  )
  await expect.poll(() => waiting.length).toBe(1)
  frontend.signal('SIGTERM')
  expect(await frontend.exited).toBe(1)
  expect(await response).toBeInstanceOf(Error)
  waiting.pop()?.destroy()
})
