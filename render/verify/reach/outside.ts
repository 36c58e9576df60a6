import type { PodTemplate } from '../../kubernetes/pods.ts'
import { at, type Resource } from '../../kubernetes/resource.ts'
import { openingsOf } from './policies.ts'
import { portsOf } from './ports.ts'

/**
 * Whether the NetworkPolicies among `resources` let a pod call a TCP port of someone outside of its namespace. Which
 * addresses a name has, only DNS knows: any outside will do.
 */
export const mayCallOutside = (resources: readonly Resource[], pod: PodTemplate, port: number): boolean =>
  openingsOf(resources, pod, 'egress').some(
    ({ rule, peers }) =>
      (peers.length === 0 || peers.some(isOutside)) &&
      portsOf(rule, undefined).some(
        ({ protocol, first, last }) => ['TCP', 'any'].includes(protocol) && first <= port && port <= last,
      ),
  )

const isOutside = (peer: unknown): boolean =>
  at(peer, 'ipBlock') !== undefined || at(peer, 'namespaceSelector') !== undefined
