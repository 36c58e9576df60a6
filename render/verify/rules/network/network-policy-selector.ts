import { at } from '../../../kubernetes/resource.ts'
import { nearestLabels } from '../../labels.ts'
import { ofKind, podsOf, show } from '../../lookup.ts'
import { governed, isEmpty } from '../../policy-rules.ts'
import type { Rule } from '../../rule.ts'

export const networkPolicySelector: Rule = {
  id: 'network-policy-selector',
  severity: 'error',
  title: 'Every NetworkPolicy selects a pod of the environment.',
  why: 'With default deny, a policy that selects no pod allows nothing: the intended connection times out. https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
  remediation: 'Select by labels that the pods have, or remove the policy.',
  *check(subject) {
    const pods = podsOf(subject)
    for (const resource of ofKind(subject, 'NetworkPolicy')) {
      const selector = at(resource, 'spec', 'podSelector')
      if (isEmpty(selector) || governed(resource, pods).length > 0) continue
      const message = `No pod is selected by ${show(selector)}.${nearestLabels(at(selector, 'matchLabels'), pods)}`
      yield { resource, path: ['spec', 'podSelector'], message }
    }
  },
}
