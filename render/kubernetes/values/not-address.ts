import { show } from '../schema/violation.ts'
import type { Check } from './check.ts'

/**
 * A host is a name: an IP address there is refused by the API server ("must be a DNS name, not an IP address"), or is
 * never matched. As forgiving about the form of an address as ParseIPSloppy in k8s.io/utils/net, so that zeros before a
 * number don't hide it; brackets, a port and `*.` don't either.
 */
export const notAddress: Check = (value) =>
  typeof value === 'string' && isAddress(value)
    ? `Expected a DNS name, found the IP address ${show(value)}.`
    : undefined

function isAddress(host: string): boolean {
  const bare = host.replace(/^\*\./, '').replace(/^\[(.*)\](:\d+)?$/, '$1')
  const v4 = /^(\d{1,10}(?:\.\d{1,10}){3})(:\d+)?$/.exec(bare)?.[1]
  if (v4 !== undefined) return v4.split('.').every((part) => Number(part) <= 255)
  return bare.includes(':') && /^(?=.*:.*:)[0-9a-f:]+(\d{1,3}(\.\d{1,3}){3})?(%\w+)?$/i.test(bare)
}
