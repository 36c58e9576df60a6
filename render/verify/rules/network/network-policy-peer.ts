import { at } from '../../../kubernetes/resource.ts'
import { nearestLabels } from '../../labels.ts'
import { ofKind, podsOf, show } from '../../lookup.ts'
import { isEmpty, peerPods, policyRules } from '../../policy-rules.ts'
import type { Rule } from '../../rule.ts'

export const networkPolicyPeer: Rule = {
  id: 'network-policy-peer',
  severity: 'error',
  needs: ['namespace'],
  title: 'Every peer of a NetworkPolicy in this namespace selects a pod of the environment.',
  why: 'A peer that selects no pod allows nothing: the intended connection times out. https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
  remediation: 'Select by labels that the pods have; for pods of another namespace, add a namespaceSelector.',
  *check(subject) {
    const pods = podsOf(subject)
    for (const resource of ofKind(subject, 'NetworkPolicy'))
      for (const peer of policyRules(resource).flatMap(({ peers }) => peers)) {
        const { local, path } = peer
        if (isEmpty(local) || peerPods(peer, pods).length > 0) continue
        const message = `No pod is selected by ${show(local)}.${nearestLabels(at(local, 'matchLabels'), pods)}`
        yield { resource, path, message }
      }
  },
}
