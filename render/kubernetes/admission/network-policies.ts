import { at, entries } from '../resource.ts'
import { type SchemaViolation, wrongKey, wrongValue } from '../schema/violation.ts'
import { isGiven, isMap, type Part, part, parts } from './part.ts'

/** NetworkPolicies: ValidateNetworkPolicySpec in Kubernetes. */
export function checkNetworkPolicy(manifest: Part): SchemaViolation[] {
  const spec = part(manifest, 'spec')
  const rules = [...parts(spec, 'ingress'), ...parts(spec, 'egress')]
  return [
    ...rules.flatMap((rule) => parts(rule, 'ports').flatMap(range)),
    ...rules.flatMap((rule) => [...parts(rule, 'from'), ...parts(rule, 'to')].flatMap(peer)),
    ...(parts(spec, 'policyTypes').length > 2
      ? [wrongValue([...spec.path, 'policyTypes'], 'There are two: Ingress and Egress.')]
      : []),
  ]
}

function range({ path, value }: Part): SchemaViolation[] {
  const [port, end] = [at(value, 'port'), at(value, 'endPort')]
  if (!isGiven(end)) return []
  if (typeof port !== 'number')
    return [wrongKey([...path, 'endPort'], 'Needs a numeric "port" at which the range begins.')]
  return Number(end) < port
    ? [wrongValue([...path, 'endPort'], `The range ends at ${end}, before it begins at ${port}.`)]
    : []
}

function peer(peer: Part): SchemaViolation[] {
  if (!isMap(peer.value)) return []
  const given = entries(peer.value).filter(([, value]) => isGiven(value))
  if (given.length === 0)
    return [wrongValue(peer.path, 'Is empty: name a podSelector, a namespaceSelector or an ipBlock.')]
  const block = part(peer, 'ipBlock')
  if (isGiven(block.value) && given.length > 1)
    return [wrongKey(block.path, 'An ipBlock allows no selectors: move them to a separate peer.')]
  return parts(block, 'except').flatMap(({ path, value }) =>
    isWithin(String(value), String(at(block.value, 'cidr')))
      ? []
      : [wrongValue(path, `Must lie within ${at(block.value, 'cidr')}, and be smaller.`)],
  )
}

/** Whether an IPv4 range lies strictly within another; of IPv6 ranges only their sizes are compared. */
function isWithin(inner: string, outer: string): boolean {
  const [small, large] = [parse(inner), parse(outer)]
  if (small.bits <= large.bits) return false
  if (small.address === undefined || large.address === undefined) return true
  const rest = 2 ** (32 - large.bits)
  return Math.floor(small.address / rest) === Math.floor(large.address / rest)
}

function parse(cidr: string): { address: number | undefined; bits: number } {
  const [address = '', bits] = cidr.split('/')
  const bytes = address.split('.').map(Number)
  return {
    address: bytes.length === 4 ? bytes.reduce((sum, byte) => sum * 256 + byte, 0) : undefined,
    bits: Number(bits),
  }
}
