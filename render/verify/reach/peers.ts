import { at, entries, items } from '../../kubernetes/resource.ts'
import { selects } from '../../kubernetes/selector.ts'
import { addressesOf, addressesText, covers, mayHoldPods } from './addresses.ts'
import { NAMESPACE_NAME, type Party } from './parties.ts'
import { namespaceOf, type Opening } from './policies.ts'

/** Everybody: every pod of the cluster and every address. */
export const ANYONE = 'anyone'

/** Whether a rule admits someone. */
export const admits = ({ peers, resource }: Opening, party: Party): boolean =>
  peers.length === 0 || peers.some((peer) => isMeant(peer, party, namespaceOf(resource)))

/** `own` is the namespace of the policy, which a podSelector by itself looks at. */
function isMeant(peer: unknown, party: Party, own: unknown): boolean {
  const { ipBlock, namespaces, pods } = parts(peer)
  if (ipBlock) {
    const block = addressesOf(ipBlock)
    return party.addresses === undefined
      ? party.pod !== undefined && mayHoldPods(block)
      : covers(block, party.addresses)
  }
  if (party.addresses !== undefined || !(namespaces || pods)) return false
  const there = namespaces ? selects(namespaces, party.namespaceLabels) : party.namespace === own
  return there && (!pods || selects(pods, party.labels))
}

/**
 * The names of those outside of the overlay whom a rule admits, made of its selectors: `namespace monitoring`,
 * `10.0.0.0/8`, `anyone`. Pods of the policy's own namespace are outside if no workload has the labels.
 */
export function outsidersOf({ peers, resource }: Opening, workloads: readonly Party[]): string[] {
  if (peers.length === 0) return [ANYONE]
  const own = namespaceOf(resource)
  return peers.flatMap((peer) => {
    const { ipBlock, namespaces, pods } = parts(peer)
    if (ipBlock) return [addressesText(addressesOf(ipBlock))]
    if (!namespaces && !pods) return []
    const tail = pods && selectorText(pods) ? `pods ${selectorText(pods)}` : ''
    return (namespaces ? namespaceNames(namespaces) : [undefined]).flatMap((name) => {
      if (name !== undefined && name !== `namespace ${own}`) return [tail ? `${name}, ${tail}` : name]
      return workloads.some((party) => isMeant(peer, party, own)) ? [] : [tail || 'pods']
    })
  })
}

const parts = (peer: unknown) => ({
  ipBlock: at(peer, 'ipBlock') ?? undefined,
  namespaces: at(peer, 'namespaceSelector') ?? undefined,
  pods: at(peer, 'podSelector') ?? undefined,
})

/** The namespaces that a selector means, each by its name where the selector says it. */
function namespaceNames(selector: unknown): string[] {
  const text = selectorText(selector)
  if (text === '') return ['every namespace']
  const [label, ...others] = entries(at(selector, 'matchLabels'))
  const [expression, ...more] = items(at(selector, 'matchExpressions'))
  if (label?.[0] === NAMESPACE_NAME && others.length === 0 && expression === undefined)
    return [`namespace ${label[1]}`]
  if (
    at(expression, 'key') === NAMESPACE_NAME &&
    at(expression, 'operator') === 'In' &&
    more.length === 0 &&
    label === undefined
  )
    return items(at(expression, 'values')).map((name) => `namespace ${name}`)
  return [`namespaces ${text}`]
}

/** `a=b, c in (d, e)`: the requirements in a fixed order; empty if everything is selected. */
const selectorText = (selector: unknown): string =>
  [
    ...entries(at(selector, 'matchLabels')).map(([key, value]) => `${key}=${value}`),
    ...items(at(selector, 'matchExpressions')).map(expressionText),
  ]
    .sort()
    .join(', ')

function expressionText(expression: unknown): string {
  const key = String(at(expression, 'key'))
  const values = items(at(expression, 'values')).map(String).sort().join(', ')
  switch (at(expression, 'operator')) {
    case 'In':
      return `${key} in (${values})`
    case 'NotIn':
      return `${key} not in (${values})`
    case 'Exists':
      return key
    case 'DoesNotExist':
      return `!${key}`
    default:
      return `${key} ?`
  }
}

/** What a rule would have to say to admit someone, in the words of `outsidersOf`. */
export const outsiderName = ({ name, pod, addresses, namespace, labels }: Party): string => {
  if (pod) return name
  if (addresses !== undefined) return addresses
  const pods = selectorText({ matchLabels: labels })
  return pods ? `namespace ${namespace}, pods ${pods}` : `namespace ${namespace}`
}
