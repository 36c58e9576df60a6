import { expect, test } from 'vitest'
import { isMissingInput, read, toSend } from '../../render/acceptance/journey.ts'

const REQUEST = {
  ...{ name: 'ask', method: 'POST', path: '/api/{user}/chat', status: [200] },
  send: { email: 'a-{unique}@example.com', nested: [{ text: '{unique} {other}' }], count: 2 },
}

test('a request is filled in with known values only', () => {
  expect(toSend(REQUEST, { user: 'u%201', unique: '7' })).toEqual({
    ...{ method: 'POST', path: '/api/u%201/chat' },
    body: '{"email":"a-7@example.com","nested":[{"text":"7 {other}"}],"count":2}',
  })
  expect(isMissingInput(REQUEST, { unique: '7' })).toBe(true)
  expect(isMissingInput(REQUEST, { user: '1' })).toBe(false)
})

const answer = (body: unknown, status = 200) => ({ status, body: JSON.stringify(body) })

test('values for later requests are kept, encoded for a path', () => {
  const { known } = read({ ...REQUEST, keep: { user: 'user.id' } }, answer({ user: { id: 'a/b' } }))
  expect(known).toEqual({ user: 'a%2Fb' })
})

test.each([
  ['the status', {}, answer({}, 503), 'answers 503'],
  [
    'a value',
    { expect: { 'calls.0.name': 'add' } },
    answer({ calls: [{ name: 'list' }] }),
    'calls.0.name is "list", not "add"',
  ],
  [
    'a value that is not there',
    { expect: { 'calls.0.name': 'add' } },
    answer({ calls: [] }),
    'calls.0.name is missing, not "add"',
  ],
  ['a length', { expect: { length: 2 } }, answer([1]), 'length is 1, not 2'],
  ['what later requests need', { keep: { user: 'user.id' } }, answer({}), 'the answer has no user.id'],
])('%s that differs is reported', (_, more, given, wrong) => {
  expect(read({ ...REQUEST, ...more }, given).exchange.verdict).toEqual({ wrong })
})

test('an answer that contains skipIf skips the request', () => {
  const request = { ...REQUEST, skipIf: 'No model', expect: { response: 'yes' } }
  expect(read(request, answer({ response: 'No model here' })).exchange.verdict).toBe('skipped')
})
