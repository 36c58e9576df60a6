import { at, entries, items, type Resource } from '../../kubernetes/resource.ts'
import type { Path } from '../../problem/problem.ts'
import { ofKind } from '../lookup.ts'
import { policyRules } from '../policy-rules.ts'
import type { Rule } from '../rule.ts'

export const networkPolicyExplicit: Rule = {
  id: 'network-policy-explicit',
  severity: 'error',
  title: 'Every NetworkPolicy names its directions, and each of its rules the peers and the ports.',
  why: 'What is left out means everybody, or every port. Where the other side is closed it does no harm today, and opens the door as soon as that one changes. https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
  remediation: 'Name policyTypes; name labels or addresses for each peer, and a number for each port.',
  *check(subject) {
    for (const resource of ofKind(subject, 'NetworkPolicy')) {
      const types = items(at(resource, 'spec', 'policyTypes'))
      for (const [type, direction] of [
        ['Ingress', 'ingress'],
        ['Egress', 'egress'],
      ] as const)
        if (
          !types.includes(type) &&
          (types.length === 0 || items(at(resource, 'spec', direction)).length > 0)
        )
          yield {
            resource,
            path: ['spec', 'policyTypes'],
            message: `policyTypes doesn't name ${type}: expected each direction that the policy is about.`,
          }
      for (const { direction, path, ports } of policyRules(resource)) {
        if (isEverything(at(resource, 'spec', 'podSelector')) && !leadsElsewhere(resource, direction, path))
          yield {
            resource,
            path: ['spec', 'podSelector'],
            message: 'The policy is about every pod: expected the labels of those that shall be open.',
          }
        const side = direction === 'ingress' ? 'from' : 'to'
        const peers = items(at(resource, ...path, side))
        if (peers.length === 0)
          yield {
            resource,
            path: [...path, side],
            message: `A rule names nobody under "${side}", which means everybody.`,
          }
        for (const [index, peer] of peers.entries())
          if (
            at(peer, 'ipBlock') === undefined &&
            entries(peer).every(([, selector]) => isEverything(selector))
          )
            yield {
              resource,
              path: [...path, side, index],
              message: 'A peer names no label, which means every pod.',
            }
        if (ports.length === 0)
          yield {
            resource,
            path: [...path, 'ports'],
            message: 'A rule names no port, which means all of them.',
          }
        for (const [index, port] of ports.entries())
          if ((at(port, 'port') ?? undefined) === undefined)
            yield {
              resource,
              path: [...path, 'ports', index, 'port'],
              message: 'A port has no number, which means all of them.',
            }
      }
    }
  },
}

/** What every pod may do: call another namespace, as for DNS. */
const leadsElsewhere = (policy: Resource, direction: string, path: Path): boolean =>
  direction === 'egress' &&
  items(at(policy, ...path, 'to')).every((peer) => at(peer, 'namespaceSelector') !== undefined)

const isEverything = (selector: unknown): boolean =>
  entries(at(selector, 'matchLabels')).length === 0 && items(at(selector, 'matchExpressions')).length === 0
