import type { TString } from 'typebox'
import { describe, expect, test } from 'vitest'
import { byteQuantity, cpuQuantity, quotaQuantity } from '../../render/component/syntax.ts'
import { parseQuantity } from '../../render/kubernetes/quantity/parse.ts'

const matches = (syntax: TString, text: string): boolean =>
  new RegExp((syntax as { pattern?: string }).pattern ?? '', 'u').test(text)

describe('environment.yaml takes what Kubernetes takes, without a sign below 0', () => {
  test.each(['0', '1', '.5', '1.', '+1', '100n', '1e-3', '1E2', '250m', '1.2345'])('%s of CPU', (text) => {
    expect(matches(cpuQuantity, text)).toBe(true)
    expect(matches(quotaQuantity, text)).toBe(true)
    expect(parseQuantity(text)).toBeDefined()
  })
  test.each(['8e9', '1E', '1Ei', '1.5Gi', '.5Mi', '0.1Mi', '1073741824', '+1Gi', '1E9'])(
    '%s of memory',
    (text) => {
      expect(matches(byteQuantity, text)).toBe(true)
      expect(matches(quotaQuantity, text)).toBe(true)
      expect(parseQuantity(text)).toBeDefined()
    },
  )
})

test.each(['0', '0.0Gi', '100m', '1n', '-1Gi', '0e9', '.', 'Gi', '1gi'])(
  '%s of memory is refused',
  (text) => {
    expect(matches(byteQuantity, text)).toBe(false)
  },
)

test.each(['-1', '1e', '1e100', '1K', '', '.', 'm', '1 '])('%j of anything is refused', (text) => {
  expect(matches(cpuQuantity, text)).toBe(false)
  expect(matches(quotaQuantity, text)).toBe(false)
})
