import { expect, test } from 'vitest'
import { hasStrayBits, rangeStart } from '../../render/kubernetes/values/range-start.ts'

test.each([
  ['10.0.0.7/8', '10.0.0.0', true],
  ['10.0.0.0/8', '10.0.0.0', false],
  ['192.0.2.200/25', '192.0.2.128', true],
  ['192.0.2.200/32', '192.0.2.200', false],
  ['0.0.0.0/0', '0.0.0.0', false],
  ['1.0.0.0/0', '0.0.0.0', true],
  ['2001:db8::/32', '2001:db8::', false],
  ['2001:DB8::7/64', '2001:db8::', true],
  ['2001:db8:0:0:8000::/65', '2001:db8:0:0:8000::', false],
  ['2001:db8:0:0:c000::/65', '2001:db8:0:0:8000::', true],
  ['::1/128', '::1', false],
  ['::/0', '::', false],
  ['64:ff9b::192.0.2.1/96', '64:ff9b::', true],
])('%s begins at %s; stray bits: %s', (range, start, stray) => {
  expect(rangeStart(range)).toBe(start)
  expect(hasStrayBits(range)).toBe(stray)
})
