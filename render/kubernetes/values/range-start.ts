import { bitsOf } from './address-bits.ts'

/**
 * Where an IPv4 or IPv6 range begins, as in `10.0.0.0` for `10.0.0.7/8`.
 *
 * @param range in CIDR notation; no other form is accepted.
 */
export function rangeStart(range: string): string {
  const [address = '', length = ''] = range.split('/')
  const bits = bitsOf(address)
  const kept = bits.slice(0, Number(length)).padEnd(bits.length, '0')
  return address.includes(':') ? ipv6(kept) : ipv4(kept)
}

/**
 * Whether a range sets bits behind its prefix, as `10.0.0.7/8` does: Kubernetes refuses it from 1.36 on
 * (https://kep.k8s.io/4858), since some readers take it for one address and some for the whole range.
 */
export function hasStrayBits(range: string): boolean {
  const [address = '', length = ''] = range.split('/')
  return bitsOf(address).slice(Number(length)).includes('1')
}

const chunks = (bits: string, width: number): number[] =>
  (bits.match(new RegExp(`.{${width}}`, 'g')) ?? []).map((each) => Number.parseInt(each, 2))

const ipv4 = (bits: string): string => chunks(bits, 8).join('.')

/** As short as it can be: a URL knows how. */
const ipv6 = (bits: string): string => new URL(`http://[${groups(bits)}]`).hostname.slice(1, -1)

const groups = (bits: string): string =>
  chunks(bits, 16)
    .map((group) => group.toString(16))
    .join(':')
