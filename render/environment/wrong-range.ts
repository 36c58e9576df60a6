import { isIP } from 'node:net'
import { hasStrayBits, rangeStart } from '../kubernetes/values/range-start.ts'

/** What is wrong with an address range whose form is right: its numbers, or where it begins. */
export function wrongRange(range: string): string | undefined {
  const [address = ''] = range.split('/')
  const version = isIP(address)
  if (version === 0) return `"${range}" is not an address range.`
  if (!hasStrayBits(range)) return undefined
  const [begin, size] = [rangeStart(range), range.slice(address.length)]
  return `"${range}" does not start at ${address}: write ${begin}${size}, or ${address}/${version === 4 ? 32 : 128} for that one address.`
}
