import { expect, test } from 'vitest'
import { differing } from '../../render/report/facts/differences.ts'
import { keyOf } from '../../render/report/facts/fact.ts'

test.each([
  ['all the same', ['a', 'a', 'a'], [false, false, false]],
  ['one of three', ['a', 'b', 'a'], [false, true, false]],
  ['all three', ['a', 'b', 'c'], [true, true, true]],
  ['two of two', ['a', 'b'], [true, true]],
  ['half of four is not most', ['a', 'a', 'b', 'b'], [true, true, true, true]],
  ['half of four and two others', ['a', 'a', 'b', 'c'], [true, true, true, true]],
  ['nothing is a value too', ['', '', 'a'], [false, false, true]],
  ['one environment', ['a'], [false]],
  ['none', [], []],
])('%s', (_, keys, expected) => {
  expect(differing(keys)).toEqual(expected)
})

test('what is compared is text and detail, but never a note', () => {
  expect(keyOf({ text: 'outside', detail: '192.0.2.0/24' })).not.toBe(keyOf({ text: 'outside' }))
  expect(keyOf({ text: '1.2.0', note: 'held' })).toBe(keyOf({ text: '1.2.0' }))
  expect(keyOf({ text: '1.2.0', key: 'a' })).not.toBe(keyOf({ text: '1.2.0', key: 'b' }))
})
