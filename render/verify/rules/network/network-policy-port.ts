import type { PodTemplate } from '../../../kubernetes/pods.ts'
import { at, type Resource } from '../../../kubernetes/resource.ts'
import { ofKind, podsOf, show, text, titleOf, whole } from '../../lookup.ts'
import { governed, isEmpty, type PolicyRule, peerPods, policyRules } from '../../policy-rules.ts'
import { hasPort, podPorts, suggestPort } from '../../ports.ts'
import type { Rule } from '../../rule.ts'

export const networkPolicyPort: Rule = {
  id: 'network-policy-port',
  severity: 'error',
  title: 'Every port that a NetworkPolicy opens is a container port of the selected pods.',
  why: 'If no container listens on the open port, the intended one stays closed. A NetworkPolicy applies to container ports, not Service ports. https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  remediation: 'Open a port that a container declares.',
  *check(subject) {
    const pods = podsOf(subject)
    for (const resource of ofKind(subject, 'NetworkPolicy'))
      for (const rule of policyRules(resource)) {
        const listeners = listenersOf(resource, rule, pods)
        for (const [index, port] of listeners ? rule.ports.entries() : []) {
          const lacking = lackingPod(port, listeners ?? [], isEmpty(at(resource, 'spec', 'podSelector')))
          if (!lacking) continue
          const wanted = at(port, 'port')
          const message = `${titleOf(lacking.resource)} has no ${protocolOf(port)} port ${show(wanted)}.${suggestPort(podPorts(lacking), wanted)}`
          yield { resource, path: [...rule.path, 'ports', index, 'port'], message }
        }
      }
  },
}

/** The pods whose ports a rule opens; nothing if others than this environment's may be among them. */
function listenersOf(
  policy: Resource,
  rule: PolicyRule,
  pods: readonly PodTemplate[],
): readonly PodTemplate[] | undefined {
  if (rule.direction === 'ingress') return governed(policy, pods)
  const known = rule.peers.length > 0 && rule.peers.every(({ local }) => local !== undefined)
  return known ? rule.peers.flatMap((peer) => peerPods(peer, pods)) : undefined
}

/**
 * A pod that lacks the port. A number must be a port of at least one pod; a name is written because each pod has a number
 * of its own for it, so that each must have it, unless the rule is about all pods.
 */
function lackingPod(port: unknown, pods: readonly PodTemplate[], all: boolean): PodTemplate | undefined {
  const wanted = at(port, 'port')
  if (wanted === undefined) return undefined
  const lacking = pods.filter((pod) => !opens(port, pod))
  return lacking.length === pods.length || (typeof wanted === 'string' && !all) ? lacking[0] : undefined
}

function opens(port: unknown, pod: PodTemplate): boolean {
  const ports = podPorts(pod)
  const first = at(port, 'port')
  const last = whole(at(port, 'endPort'))
  if (typeof first !== 'number' || last === undefined) return hasPort(ports, first, protocolOf(port))
  return ports.some(({ number = 0 }) => number >= first && number <= last)
}

const protocolOf = (port: unknown): string => text(at(port, 'protocol')) ?? 'TCP'
