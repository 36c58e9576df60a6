import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApi } from './cluster/api.ts'
import { whileWatching } from './cluster/watch.ts'

const pod = (name: string) => ({ metadata: { name, uid: name } })
const event = (type: string, object: object): string => `${JSON.stringify({ type, object })}\n`

/** What the server does with a watch. */
let answer: (response: ServerResponse) => void
const server = createServer((request, response) => {
  if (!request.url?.includes('watch=true')) {
    response.end(JSON.stringify({ items: [pod('a')], metadata: { resourceVersion: '7' } }))
    return
  }
  expect(request.url).toBe('/pods?watch=true&resourceVersion=7')
  response.flushHeaders()
  answer(response)
})
beforeAll(async () => void (await once(server.listen(0, '127.0.0.1'), 'listening')))
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
const api = () => createApi(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)

test('tells the list and every state after it, however the events arrive', async () => {
  const seen: string[] = []
  const events = ['b', 'a', 'a'].map((name, at) => event(at === 1 ? 'DELETED' : 'ADDED', pod(name))).join('')
  answer = async (response) => {
    response.write(events.slice(0, 100))
    await expect.poll(() => seen.length).toBe(2)
    response.write(events.slice(100))
  }
  await whileWatching(
    api(),
    '/pods',
    (list) => seen.push(list.map(({ metadata }) => metadata.name).join(' ')),
    async () => void (await expect.poll(() => seen.length).toBe(4)),
  )
  expect(seen).toEqual(['a', 'a b', 'b', 'b a'])
})

test.each([
  ['', 'ended the watch'],
  [event('ERROR', { code: 410 }), '"code":410'],
])('fails after %j: a state could be missed', async (text, message) => {
  answer = (response) => void response.end(text)
  const lists = api().watch('/pods', AbortSignal.timeout(60_000))
  expect((await lists.next()).value).toEqual([pod('a')])
  await expect(lists.next()).rejects.toThrow(message)
})
