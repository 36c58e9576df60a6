import { createMemory } from '@todo/identity/memory'
import { createTokens } from '@todo/identity/tokens'
import { afterEach, expect, it, vi } from 'vitest'

afterEach(() => vi.useRealTimers())

const secret = 'a secret for tests, 32 bytes or more'

it('a token that was verified is refused once it is out of date', async () => {
  const { issue, verify } = createTokens(secret)
  const start = new Date('2026-01-01T00:00:00Z')
  vi.useFakeTimers({ now: start, toFake: ['Date'] })
  const token = await issue('ann', start)
  expect([await verify(token), await verify(token)]).toEqual(['ann', 'ann'])
  vi.setSystemTime(new Date('2026-01-01T11:59:59Z'))
  expect(await verify(token)).toBe('ann')
  vi.setSystemTime(new Date('2026-01-01T12:00:00Z'))
  expect(await verify(token)).toBeUndefined()
})

it('what one secret verified, another does not', async () => {
  const token = await createTokens(secret).issue('ann')
  expect(await createTokens(secret).verify(token)).toBe('ann')
  expect(await createTokens(secret.toUpperCase()).verify(token)).toBeUndefined()
})

it('forgets the oldest when full', () => {
  const { recall, remember } = createMemory(2)
  for (const name of ['a', 'b', 'c']) remember(name, name, 10)
  expect(['a', 'b', 'c'].map((name) => recall(name, 0))).toEqual([undefined, 'b', 'c'])
  expect(recall('c', 10)).toBeUndefined()
})
