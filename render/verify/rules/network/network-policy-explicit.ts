import { at, entries, items, type Resource } from '../../../kubernetes/resource.ts'
import type { Path } from '../../../problem/problem.ts'
import { ofKind } from '../../lookup.ts'
import { policyRules } from '../../policy-rules.ts'
import type { Rule } from '../../rule.ts'

export const networkPolicyExplicit: Rule = {
  id: 'network-policy-explicit',
  severity: 'error',
  title: 'Every NetworkPolicy sets policyTypes, and each of its rules names peers and ports.',
  why: 'An omitted peer means every peer, and an omitted port every port. While the other side is closed, it has no effect; a change there would open the connection. https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
  remediation: 'Set policyTypes, labels or addresses for each peer, and a number for each port.',
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
            message: `policyTypes lacks ${type}; list each direction that the policy restricts.`,
          }
      for (const { direction, path, ports } of policyRules(resource)) {
        if (isEverything(at(resource, 'spec', 'podSelector')) && !leadsElsewhere(resource, direction, path))
          yield {
            resource,
            path: ['spec', 'podSelector'],
            message: 'The policy selects every pod; select by the labels of the pods to open.',
          }
        const side = direction === 'ingress' ? 'from' : 'to'
        const peers = items(at(resource, ...path, side))
        if (peers.length === 0)
          yield {
            resource,
            path: [...path, side],
            message: `A rule has no peer under "${side}", which allows every peer.`,
          }
        for (const [index, peer] of peers.entries())
          if (
            at(peer, 'ipBlock') === undefined &&
            entries(peer).every(([, selector]) => isEverything(selector))
          )
            yield {
              resource,
              path: [...path, side, index],
              message: 'A peer has no label, which selects every pod.',
            }
        if (ports.length === 0)
          yield {
            resource,
            path: [...path, 'ports'],
            message: 'A rule has no port, which allows every port.',
          }
        for (const [index, port] of ports.entries())
          if ((at(port, 'port') ?? undefined) === undefined)
            yield {
              resource,
              path: [...path, 'ports', index, 'port'],
              message: 'A port has no number, which allows every port.',
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
