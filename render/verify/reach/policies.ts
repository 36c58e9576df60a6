import type { PodTemplate } from '../../kubernetes/pods.ts'
import { at, items, type Resource } from '../../kubernetes/resource.ts'
import { selects } from '../../kubernetes/selector.ts'
import type { Path } from '../../problem/problem.ts'

export type Direction = 'ingress' | 'egress'

/** One rule of a NetworkPolicy, or that no policy selects the pod: then everything is open. */
export interface Opening {
  /** The policy; the workload, if there is none. */
  readonly resource: Resource
  readonly path: Path
  /** The rule as the policy holds it; none opens everything to everyone. */
  readonly rule?: unknown
  /** Whom it admits; empty means everyone. */
  readonly peers: readonly unknown[]
}

/** The namespace of a resource, whatever stands there. */
export const namespaceOf = (resource: Resource): unknown => at(resource, 'metadata', 'namespace')

export const isNetworkPolicy = (resource: Resource): boolean =>
  resource.kind === 'NetworkPolicy' && String(resource.apiVersion).startsWith('networking.k8s.io/')

/** The policies that decide over a pod's traffic in one direction. */
export const policiesOf = (
  resources: readonly Resource[],
  pod: PodTemplate,
  direction: Direction,
): Resource[] =>
  resources.filter(
    (each) =>
      isNetworkPolicy(each) &&
      namespaceOf(each) === namespaceOf(pod.resource) &&
      decides(each, direction) &&
      selects(at(each, 'spec', 'podSelector'), pod.labels),
  )

/**
 * Whether a policy decides over a direction. Where it doesn't say so, it decides over ingress, and over egress if it
 * has rules for it (pkg/apis/networking/v1/defaults.go).
 */
export function decides(policy: Resource, direction: Direction): boolean {
  const types = items(at(policy, 'spec', 'policyTypes'))
  if (types.length > 0) return types.includes(direction === 'ingress' ? 'Ingress' : 'Egress')
  return direction === 'ingress' || rulesOf(policy, 'egress').length > 0
}

export const rulesOf = (policy: Resource, direction: Direction): readonly unknown[] =>
  items(at(policy, 'spec', direction))

/** All that is open to a pod (ingress) or from it (egress). Policies add to each other: none takes back. */
export function openingsOf(
  resources: readonly Resource[],
  pod: PodTemplate,
  direction: Direction,
): Opening[] {
  const policies = policiesOf(resources, pod, direction)
  if (policies.length === 0) return [{ resource: pod.resource, path: [], peers: [] }]
  const side = direction === 'ingress' ? 'from' : 'to'
  return policies.flatMap((resource) =>
    rulesOf(resource, direction).map((rule, index) => ({
      resource,
      path: ['spec', direction, index],
      rule,
      peers: items(at(rule, side)),
    })),
  )
}
