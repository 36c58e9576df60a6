import { at, entries } from '../../../kubernetes/resource.ts'
import { selects } from '../../../kubernetes/selector.ts'
import { podsOf, show, titleOf } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const workloadSelector: Rule = {
  id: 'workload-selector',
  severity: 'error',
  title: "A workload's selector selects its own pods.",
  why: 'The API server rejects the workload. https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
  remediation: 'Set the labels of `spec.selector` on the pod template.',
  *check(subject) {
    for (const { resource, labels } of podsOf(subject)) {
      // A Job's selector is the API server's own.
      if (!KINDS.includes(resource.kind)) continue
      const selector = at(resource, 'spec', 'selector')
      const wanted = entries(at(selector, 'matchLabels'))
      const wrong = wanted.find(([key, value]) => labels[key] !== value)
      if (selects(selector, labels)) continue
      const message = wrong
        ? `${titleOf(resource)} selects pods with ${wrong[0]}=${show(wrong[1])}, and its own have ${show(labels[wrong[0]])}.`
        : `${titleOf(resource)} selects other pods than its own.`
      yield {
        resource,
        path: ['spec', 'selector', ...(wrong ? ['matchLabels', wrong[0]] : [])],
        message,
      }
    }
  },
}

const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']
