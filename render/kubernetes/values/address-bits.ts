/** The bits of an IPv4 or IPv6 address, as text: 32 or 128 of them. Nothing else is understood. */
export const bitsOf = (address: string): string =>
  address.includes(':') ? binary(groupsOf(address), 16, 16) : binary(address.split('.'), 10, 8)

const binary = (parts: readonly string[], radix: number, width: number): string =>
  parts.map((part) => Number.parseInt(part, radix).toString(2).padStart(width, '0')).join('')

/** The eight groups of an IPv6 address, `::` and an IPv4 address at its end written out. */
function groupsOf(address: string): string[] {
  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...octets: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = octets.slice(0, 4).map(Number)
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
  })
  const [head = [], tail] = plain.split('::').map((half) => half.split(':').filter(Boolean))
  return tail
    ? [...head, ...Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0'), ...tail]
    : head
}
