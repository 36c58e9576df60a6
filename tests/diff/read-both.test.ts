import { expect, test } from 'vitest'
import { readBoth } from '../../render/commands/diff/read-both.ts'
import { readResources } from '../../render/kubernetes/read.ts'

const map = (name: string, text: string) =>
  `apiVersion: v1\ndata:\n  text: |\n    ${text}\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`

test('both sides are read as they would be alone, and what stands on both is one object', () => {
  const before = [map('a', 'one\n    ---\n    two'), map('b', 'x')].join('---\n')
  const after = [map('a', 'one\n    ---\n    two'), map('b', 'y'), map('c', 'z')].join('---\n')
  const [old, now] = readBoth(before, after)
  expect(old).toEqual(readResources(before))
  expect(now).toEqual(readResources(after))
  expect(now[0]).toBe(old[0])
  expect(now[1]).not.toBe(old[1])
})

test('a side that is not there has nothing', () => {
  expect(readBoth(undefined, map('a', 'x'))[0]).toEqual([])
  expect(readBoth('', undefined)).toEqual([[], []])
})
