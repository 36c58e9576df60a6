import { at, entries, items } from '../../../kubernetes/resource.ts'
import { titleOf } from '../../lookup.ts'
import { workloadsOf } from '../../reach/parties.ts'
import {
  type Direction,
  decides,
  isNetworkPolicy,
  namespaceOf,
  policiesOf,
  rulesOf,
} from '../../reach/policies.ts'
import type { Rule, Subject, Violation } from '../../rule.ts'

const DIRECTIONS: readonly Direction[] = ['ingress', 'egress']

export const defaultDeny: Rule = {
  id: 'default-deny',
  severity: 'error',
  needs: ['namespace'],
  title: 'One NetworkPolicy selects every pod of the namespace and denies ingress and egress by default.',
  why: 'A pod that no policy selects, including one started by hand, accepts connections from the whole cluster and can connect anywhere. https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-and-all-egress-traffic',
  remediation:
    'Restore base/platform/network-policy-default-deny.yaml: an empty podSelector, both policyTypes and no rule.',
  *check(subject) {
    for (const direction of DIRECTIONS) if (!isDenied(subject, direction)) yield open(subject, direction)
  },
}

const isDenied = ({ resources, environment: { namespace } }: Subject, direction: Direction): boolean =>
  resources.some(
    (policy) =>
      isNetworkPolicy(policy) &&
      namespaceOf(policy) === namespace &&
      decides(policy, direction) &&
      rulesOf(policy, direction).length === 0 &&
      selectsEverything(at(policy, 'spec', 'podSelector')),
  )

const selectsEverything = (selector: unknown): boolean =>
  entries(at(selector, 'matchLabels')).length === 0 && items(at(selector, 'matchExpressions')).length === 0

function open({ resources }: Subject, direction: Direction): Violation {
  const bare = workloadsOf(resources).flatMap(({ pod }) =>
    pod && policiesOf(resources, pod, direction).length === 0 ? [titleOf(pod.resource)] : [],
  )
  const policy = resources.find(
    (each) => isNetworkPolicy(each) && at(each, 'metadata', 'name') === 'default-deny',
  )
  const now = bare.length > 0 ? ` No NetworkPolicy selects the pods of ${bare.join(', ')}.` : ''
  return {
    ...(policy && { resource: policy, path: ['spec'] }),
    message: `No NetworkPolicy denies ${direction} by default for every pod of the namespace.${now}`,
  }
}
