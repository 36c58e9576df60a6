import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureBuilt } from '../built.ts'
import { type Started, startFrontend } from '../started.ts'
import { cookie } from '../unit/requests.ts'

let frontend: Started

beforeAll(async () => {
  await ensureBuilt()
  frontend = await startFrontend({ BACKEND_URL: 'http://127.0.0.1:9', HSTS_SECONDS: '60' })
}, 180_000)
afterAll(() => frontend.stop())

/** Sends the beginning of a request. */
const begin = async (text: string): Promise<Socket> => {
  const socket = connect(Number(new URL(frontend.url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(text)
  return socket
}

/** A request whose body never ends. */
const half = (path: string): string =>
  [
    `POST ${path} HTTP/1.1`,
    'host: todo.example',
    'origin: http://todo.example',
    `cookie: ${cookie}`,
    'content-type: application/json',
    'content-length: 50',
    '',
    '{"ti',
  ].join('\r\n')

const errors = () => frontend.lines.filter(({ level }) => level === 'error' || level === 'fatal')

test('a client that goes away in the middle of its request is no error', async () => {
  for (const path of ['/api/u1/tasks', '/api/auth/signin']) {
    const socket = await begin(half(path))
    await new Promise((resolve) => socket.write('tle', resolve))
    // The server has read the beginning when it answers the next connection.
    await fetch(`${frontend.url}/api/health`)
    socket.destroy()
  }
  await expect
    .poll(() => frontend.lines.filter(({ status }) => status === 499).map(({ route }) => route), {
      timeout: 30_000,
    })
    .toEqual(expect.arrayContaining(['/api/{user_id}/tasks', '/api/auth/signin']))
  expect(errors()).toEqual([])
})

test('a connection whose request stalls is closed by the server, and that is no error', async () => {
  const stalled = [half('/api/u1/tasks'), half('/api/auth/signin'), 'GET /tasks HTTP/1.1\r\nhost: a']
  const sockets = await Promise.all(stalled.map(begin))
  await Promise.all(sockets.map(async (socket) => once(socket.resume(), 'close')))
  expect(errors()).toEqual([])
}, 120_000)

test.each(['/sign-in', '/api/health', '/api/u1/tasks', '/nowhere'])(
  '%s carries HSTS when it was asked for over https, and only then',
  async (path) => {
    const over = async (proto: string) =>
      (await fetch(frontend.url + path, { headers: { 'x-forwarded-proto': proto } })).headers.get(
        'strict-transport-security',
      )
    expect([await over('https'), await over('http')]).toEqual(['max-age=60', null])
  },
)
