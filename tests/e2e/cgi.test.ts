import { expect, test } from 'vitest'
import { parseHead } from './local/cgi.ts'

const head = (text: string) => parseHead(Buffer.from(text))

test('waits for the whole head', () => {
  expect(head('Content-Type: text/plain\r\n')).toBeUndefined()
})

test('takes the status from its field, and 200 without one', () => {
  expect(head('Status: 404 Not Found\r\nExpires: 0\r\n\r\nbody')).toEqual({
    status: 404,
    headers: { expires: '0' },
    body: Buffer.from('body'),
  })
  expect(head('Content-Type: a:b\r\n\r\n')).toMatchObject({ status: 200, headers: { 'content-type': 'a:b' } })
})
