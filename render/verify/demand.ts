import { parseQuantity } from '../kubernetes/quantity/parse.ts'
import { fromInteger, ZERO } from '../kubernetes/quantity/quantity.ts'
import { at, items, type Resource } from '../kubernetes/resource.ts'
import { type Amounts, add, times } from './amounts.ts'
import { ofKind, podsOf, titleOf } from './lookup.ts'
import { podResources } from './pod-resources.ts'
import { mostAtOnce, replicasOf } from './replicas.ts'
import type { Subject } from './rule.ts'

/** What one resource of the overlay takes of the namespace's quota, in the quota's own words. */
export interface Demand {
  readonly name: string
  readonly amounts: Amounts
}

/**
 * The maximum that the overlay takes of a quota: every workload at its greatest number of replicas, with the surge of
 * an update, and every job at the same time.
 */
export const demandsOf = (subject: Subject): Demand[] => [
  ...podsOf(subject).map((pod) => {
    const { requests, limits } = podResources(subject, pod)
    const one = { pods: fromInteger(1), ...prefixed('requests', requests), ...prefixed('limits', limits) }
    const amounts = times(one, mostAtOnce(subject, pod.resource))
    return { name: titleOf(pod.resource), amounts: add(amounts, claimsOfReplicas(subject, pod.resource)) }
  }),
  ...ofKind(subject, 'PersistentVolumeClaim').map((claim) => ({
    name: titleOf(claim),
    amounts: claimed(claim),
  })),
  ...ofKind(subject, 'Service').map((service) => ({
    name: titleOf(service),
    amounts: serviceAmounts(service),
  })),
]

/** Short names of the same: https://kubernetes.io/docs/concepts/policy/resource-quotas/#compute-resource-quota */
export const QUOTA_ALIASES: Readonly<Record<string, string>> = {
  cpu: 'requests.cpu',
  memory: 'requests.memory',
  'ephemeral-storage': 'requests.ephemeral-storage',
  'count/pods': 'pods',
  'count/services': 'services',
  'count/persistentvolumeclaims': 'persistentvolumeclaims',
}

const prefixed = (prefix: string, amounts: Amounts): Amounts =>
  Object.fromEntries(Object.entries(amounts).map(([key, value]) => [`${prefix}.${key}`, value]))

const claimed = (claim: unknown): Amounts => ({
  persistentvolumeclaims: fromInteger(1),
  'requests.storage': parseQuantity(at(claim, 'spec', 'resources', 'requests', 'storage')) ?? ZERO,
})

const claimsOfReplicas = (subject: Subject, workload: Resource): Amounts =>
  items(at(workload, 'spec', 'volumeClaimTemplates'))
    .map(claimed)
    .map((each) => times(each, replicasOf(subject, workload).greatest))
    .reduce(add, {})

/** A load balancer takes node ports too, unless it is told not to. */
function serviceAmounts(service: Resource): Amounts {
  const type = at(service, 'spec', 'type')
  const balanced = type === 'LoadBalancer'
  const onNodes =
    type === 'NodePort' || (balanced && at(service, 'spec', 'allocateLoadBalancerNodePorts') !== false)
  return {
    services: fromInteger(1),
    'services.loadbalancers': fromInteger(balanced ? 1 : 0),
    'services.nodeports': fromInteger(onNodes ? items(at(service, 'spec', 'ports')).length : 0),
  }
}
