import type { PodTemplate } from '../kubernetes/pods.ts'
import { at, entries, items, type Resource } from '../kubernetes/resource.ts'
import { selects } from '../kubernetes/selector.ts'
import type { Path } from '../problem/problem.ts'

/** One rule of a NetworkPolicy, in one direction. */
export interface PolicyRule {
  readonly direction: 'ingress' | 'egress'
  readonly path: Path
  readonly peers: readonly Peer[]
  readonly ports: readonly unknown[]
}

/** One of those that a rule lets in or lets be reached. */
export interface Peer {
  readonly path: Path
  /** Its pod selector, if it is about pods of this namespace; nothing if it is about others or about addresses. */
  readonly local: unknown
}

export const policyRules = (policy: Resource): PolicyRule[] =>
  (['ingress', 'egress'] as const).flatMap((direction) =>
    items(at(policy, 'spec', direction)).map((rule, index) => {
      const path = ['spec', direction, index]
      const side = direction === 'ingress' ? 'from' : 'to'
      const peers = items(at(rule, side)).map((peer, inner) => ({
        path: [...path, side, inner, 'podSelector'],
        local: at(peer, 'namespaceSelector') === undefined ? at(peer, 'podSelector') : undefined,
      }))
      return { direction, path, peers, ports: items(at(rule, 'ports')) }
    }),
  )

/** The pods that a policy is about. */
export const governed = (policy: Resource, pods: readonly PodTemplate[]): PodTemplate[] =>
  pods.filter(({ labels }) => selects(at(policy, 'spec', 'podSelector'), labels))

/** The pods that a peer of this namespace selects. */
export const peerPods = ({ local }: Peer, pods: readonly PodTemplate[]): PodTemplate[] =>
  local === undefined ? [] : pods.filter(({ labels }) => selects(local, labels))

/** Whether a selector is about all pods, whichever there are. */
export const isEmpty = (selector: unknown): boolean => entries(selector).length === 0
