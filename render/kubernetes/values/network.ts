import { show } from '../schema/violation.ts'
import { between, type Check, either } from './check.ts'
import { portName } from './names.ts'
import { hasStrayBits, rangeStart } from './range-start.ts'

export const port = between(1, 65_535)

/** A port by its number, or by the name that the container gives it. */
export const portOrName = either(port, portName)

/** An IPv4 or IPv6 address range such as 10.0.0.0/8. */
export const cidr: Check = (value) => {
  const [address = '', bits = '', ...more] = String(value).split('/')
  const width = isIpv4(address) ? 32 : isIpv6(address) ? 128 : -1
  if (!/^(0|[1-9][0-9]*)$/.test(bits) || Number(bits) > width || more.length > 0)
    return `Expected an address range such as 10.0.0.0/8, found ${show(value)}.`
  if (!hasStrayBits(String(value))) return undefined
  return `Expected the range to begin at ${rangeStart(String(value))}, found ${show(value)}.`
}

export const address: Check = (value) =>
  typeof value !== 'string' || isIpv4(value) || isIpv6(value)
    ? undefined
    : `Expected an IP address, found ${show(value)}.`

/** Leading zeros are octal to some readers, and refused by Kubernetes. */
export function isIpv4(value: string): boolean {
  const parts = value.split('.')
  return (
    parts.length === 4 && parts.every((part) => /^(0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255)
  )
}

export function isIpv6(value: string): boolean {
  const halves = value.split('::')
  if (halves.length > 2 || !value.includes(':')) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1) ?? ''
  const ended = last.includes('.') ? [...groups.slice(0, -1), '0', '0'] : groups
  if (last.includes('.') && !isIpv4(last)) return false
  if (!ended.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false
  return halves.length === 2 ? ended.length < 8 : ended.length === 8
}
