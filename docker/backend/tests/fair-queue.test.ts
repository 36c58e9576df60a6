import { expect, it } from 'vitest'
import { createFairQueue, type FairQueueOptions } from '../src/fair-queue.ts'

const queueOf = (options: Partial<FairQueueOptions> = {}) =>
  createFairQueue({
    parallel: 1,
    perKey: 3,
    total: 5,
    waitMs: 60_000,
    refusal: () => new Error('full'),
    ...options,
  })

/** Work that is in progress until it is let go. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, work: () => opened }
}

/** Fills the one place, so that everything after it waits. */
function occupied(options: Partial<FairQueueOptions> = {}) {
  const queue = queueOf(options)
  const { open, work } = gate()
  const first = queue.run('first', work)
  const order: string[] = []
  const wait = (key: string, name = key) =>
    queue
      .run(key, async () => void order.push(name))
      .catch((error: Error) => void order.push(`${name} ${error.message}`))
  return { queue, order, wait, go: async (all: Promise<unknown>[]) => Promise.all([open(), first, ...all]) }
}

it('serves keys in turn, and each key in order', async () => {
  const { order, wait, go } = occupied()
  await go([wait('a', 'a1'), wait('a', 'a2'), wait('a', 'a3'), wait('b', 'b1'), wait('c', 'c1')])
  expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'a3'])
})

it('refuses a key that has all its places, and no other key', async () => {
  const { queue, order, wait, go } = occupied()
  const waits = ['a1', 'a2', 'a3', 'a4'].map((name) => wait('a', name))
  expect([queue.refuses('a'), queue.refuses('b')]).toEqual([true, false])
  await go([...waits, wait('b')])
  expect(order).toEqual(['a4 full', 'a1', 'b', 'a2', 'a3'])
})

it('when all places are taken, the key with most of them makes room', async () => {
  const { order, wait, go } = occupied()
  const waits = [wait('a', 'a1'), wait('a', 'a2'), wait('a', 'a3'), wait('b'), wait('c'), wait('d')]
  await go(waits)
  expect(order).toEqual(['a3 full', 'a1', 'b', 'c', 'd', 'a2'])
})

it('refuses who waited too long, and serves the others', async () => {
  const { queue, order, wait, go } = occupied({ waitMs: 1 })
  await wait('late')
  expect(order).toEqual(['late full'])
  await go([])
  await queue.run('next', async () => void order.push('next'))
  expect(order).toEqual(['late full', 'next'])
  expect(queue.idle()).toBe(true)
})

it('goes on after work that failed', async () => {
  const queue = queueOf()
  await expect(queue.run('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await queue.run('a', async () => 7)).toBe(7)
})

it('never runs more at once than it may', async () => {
  const queue = queueOf({ parallel: 2, perKey: 50, total: 50 })
  let running = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      queue.run(String(n % 7), async () => {
        running += 1
        most = Math.max(most, running)
        await new Promise((resolve) => setImmediate(resolve))
        running -= 1
      }),
    ),
  )
  expect(most).toBe(2)
})
