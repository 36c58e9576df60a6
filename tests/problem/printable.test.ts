import { expect, test } from 'vitest'
import { readResources } from '../../render/kubernetes/read.ts'
import { printable } from '../../render/problem/printable.ts'

const MAPS: readonly object[] = [
  { toString: 1 },
  { valueOf: null, toString: 'x' },
  { a: [{ toString: { b: 1 } }] },
]

test.each(MAPS)('a map with keys of its own for what JavaScript calls prints: %j', (value) => {
  const before = JSON.stringify(value)
  expect(`${printable([value])}`).not.toBe('')
  expect(JSON.stringify(value)).toBe(before)
})

test('a map that holds itself is read once', () => {
  const value: Record<string, unknown> = { toString: 1 }
  value['self'] = value
  expect(printable(value)).toBe(value)
})

test('so do the resources of a built environment', () => {
  const [found] = readResources('{apiVersion: v1, kind: X, metadata: {name: x, labels: {toString: 1}}}')
  expect(`${found?.metadata.labels}`).toBe('{"toString":1}')
})
