import { isIP } from 'node:net'
import { at, items } from '../../kubernetes/resource.ts'
import { bitsOf } from '../../kubernetes/values/address-bits.ts'

/** An address range and the ranges taken out of it, all in CIDR notation. */
export interface Addresses {
  readonly cidr: string
  readonly except: readonly string[]
}

/** The addresses of a NetworkPolicy's `ipBlock`. */
export const addressesOf = (ipBlock: unknown): Addresses => ({
  cidr: String(at(ipBlock, 'cidr')),
  except: items(at(ipBlock, 'except')).map(String),
})

export const addressesText = ({ cidr, except }: Addresses): string =>
  except.length === 0 ? cidr : `${cidr} except ${[...except].sort().join(', ')}`

/** Whether addresses, without what is taken out of them, hold all of a range. */
export function covers({ cidr, except }: Addresses, range: string): boolean {
  const wanted = prefixOf(range)
  return (
    contains(prefixOf(cidr), wanted) &&
    !except.map(prefixOf).some((hole) => contains(hole, wanted) || contains(wanted, hole))
  )
}

/**
 * Whether a pod of the cluster may have one of these addresses. Most network plugins apply an `ipBlock` to pods too,
 * and the manifests don't tell the pods' range.
 */
export function mayHoldPods({ cidr, except }: Addresses): boolean {
  const block = prefixOf(cidr)
  return POD_RANGES.some((range) => {
    const shared = contains(block, range) ? range : contains(range, block) ? block : undefined
    return shared !== undefined && !except.some((hole) => contains(prefixOf(hole), shared))
  })
}

/** Two ranges are apart, or one holds the other. */
const contains = (wide: string | undefined, narrow: string | undefined): boolean =>
  wide !== undefined && narrow?.startsWith(wide) === true

/** The same few ranges are asked for again and again: for every pod, in every environment. */
const known = new Map<string, string | undefined>()

/** The bits that all addresses of a range begin with, after the version of the protocol; nothing if it is no range. */
function prefixOf(cidr: string): string | undefined {
  if (!known.has(cidr)) known.set(cidr, read(cidr))
  return known.get(cidr)
}

function read(cidr: string): string | undefined {
  const [address = '', length = ''] = cidr.split('/')
  const version = isIP(address)
  const bits = bitsOf(address)
  return version > 0 && /^\d{1,3}$/.test(length) && Number(length) <= bits.length
    ? `${version}:${bits.slice(0, Number(length))}`
    : undefined
}

/** What clusters give their pods: RFC 1918, RFC 6598 and RFC 4193. */
const POD_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'].map(
  prefixOf,
)
