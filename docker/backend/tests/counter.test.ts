import { expect, it } from 'vitest'
import { createCounter } from '../src/counter.ts'

it('counts each key in windows of its own', () => {
  const counter = createCounter(2, 1000)
  counter.add('a', 0)
  counter.add('b', 500)
  expect(counter.exceededFor('a', 500)).toBe(0)
  counter.add('a', 600)
  expect(counter.exceededFor('a', 600)).toBe(400)
  expect(counter.exceededFor('b', 600)).toBe(0)
  expect(counter.exceededFor('a', 1000)).toBe(0)
})

it('forgets the oldest key when there are too many, so that memory is bounded', () => {
  const counter = createCounter(1, 1000, 2)
  for (const key of ['a', 'b', 'c']) counter.add(key, 0)
  expect(['a', 'b', 'c'].map((key) => counter.exceededFor(key, 0))).toEqual([0, 1000, 1000])
})
