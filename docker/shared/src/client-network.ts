import { isIP } from 'node:net'

/**
 * What counts as one client for limits: an IPv4 address, or the /64 of an IPv6 address, which one subscriber has
 * 2^64 addresses of.
 *
 * @param address as a socket or a proxy gives it; IPv4 mapped into IPv6 is IPv4
 * @returns undefined if it is no IP address
 */
export function clientNetwork(address: string): string | undefined {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  const family = isIP(plain)
  if (family === 0) return undefined
  if (family === 4) return plain
  // URL writes an address in its shortest form, all of it in hexadecimal.
  const short = new URL(`http://[${plain}]/`).hostname.slice(1, -1)
  const [head = '', tail] = short.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const gap = tail === undefined ? 0 : 8 - left.length - right.length
  return `${[...left, ...Array.from({ length: gap }, () => '0'), ...right].slice(0, 4).join(':')}::/64`
}
