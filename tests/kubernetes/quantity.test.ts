import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toNumber } from '../../render/kubernetes/quantity.ts'

describe('a quantity is a number of cores or bytes', () => {
  test.each<[string, number]>([
    ['0', 0],
    ['1', 1],
    ['250m', 0.25],
    ['1.5', 1.5],
    ['1500m', 1.5],
    ['0.001', 0.001],
    ['1k', 1000],
    ['1Ki', 1024],
    ['256Mi', 268_435_456],
    ['256M', 256_000_000],
    ['10Gi', 10 * 2 ** 30],
    ['1T', 1e12],
    ['1Ti', 2 ** 40],
    ['2P', 2e15],
    ['2Pi', 2 ** 51],
  ])('%s', (text, number) => expect(toNumber(text)).toBe(number))
})

describe('what is no quantity throws', () => {
  test.each([
    '',
    'm',
    '-1',
    '+1',
    '.5',
    '1.',
    '1 Gi',
    '1gi',
    '1KI',
    '1MB',
    '1none',
    '1e3',
    'Infinity',
    '1_000',
    '1Gi\n',
  ])('%j', (text) =>
    expect(() => toNumber(text)).toThrow(new RangeError(`not a Kubernetes quantity: ${text}`)),
  )
})

test('a thousandth of a core is a thousandth, without rounding on the way to a comparison', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.nat(100_000), (a, b) => {
      expect(Math.sign(toNumber(`${a}m`) - toNumber(`${b}m`))).toBe(Math.sign(a - b))
      expect(toNumber(`${a * 1000}m`)).toBe(a)
    }),
  )
})

test('every binary unit is 1024 of the one below', () => {
  for (const [small, large] of [
    ['Ki', 'Mi'],
    ['Mi', 'Gi'],
    ['Gi', 'Ti'],
    ['Ti', 'Pi'],
  ])
    expect(toNumber(`1024${small}`)).toBe(toNumber(`1${large}`))
})
