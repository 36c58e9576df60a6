/**
 * Where an IPv4 or IPv6 range begins, as in `10.0.0.0` for `10.0.0.7/8`.
 *
 * @param range in CIDR notation; nobody else's form is understood.
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

const bitsOf = (address: string): string =>
  address.includes(':') ? binary(groupsOf(address), 16, 16) : binary(address.split('.'), 10, 8)

const binary = (parts: readonly string[], radix: number, width: number): string =>
  parts.map((part) => Number.parseInt(part, radix).toString(2).padStart(width, '0')).join('')

/** The eight groups of an IPv6 address. A URL knows all its spellings, an IPv4 address at the end among them. */
function groupsOf(address: string): string[] {
  const [head = [], tail = []] = canonical(address)
    .split('::')
    .map((half) => half.split(':').filter(Boolean))
  return [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail]
}

const canonical = (address: string): string => new URL(`http://[${address}]`).hostname.slice(1, -1)

const chunks = (bits: string, width: number): number[] =>
  (bits.match(new RegExp(`.{${width}}`, 'g')) ?? []).map((each) => Number.parseInt(each, 2))

const ipv4 = (bits: string): string => chunks(bits, 8).join('.')

const ipv6 = (bits: string): string =>
  canonical(
    chunks(bits, 16)
      .map((group) => group.toString(16))
      .join(':'),
  )
