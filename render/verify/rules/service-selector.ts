import { at, entries } from '../../kubernetes/resource.ts'
import { selectsPlainly } from '../../kubernetes/selector.ts'
import { nearestLabels } from '../labels.ts'
import { endsByItself, ofKind, podsOf, show, titleOf } from '../lookup.ts'
import type { Rule } from '../rule.ts'

export const serviceSelector: Rule = {
  id: 'service-selector',
  severity: 'error',
  title: 'Every Service selects pods of a workload, and none of a Job.',
  why: 'A Service without endpoints refuses every connection, and one that selects a Job sends it requests as long as it runs. https://kubernetes.io/docs/concepts/services-networking/service/#services-in-kubernetes',
  mend: 'Select by the labels of the pods that shall answer.',
  *check(subject) {
    const pods = podsOf(subject)
    for (const resource of ofKind(subject, 'Service')) {
      const selector = at(resource, 'spec', 'selector')
      // Without a selector, someone else names its endpoints.
      if (entries(selector).length === 0) continue
      const path = ['spec', 'selector']
      const selected = pods.filter(({ labels }) => selectsPlainly(selector, labels))
      const job = selected.find((pod) => endsByItself(pod.resource))
      if (selected.length === 0) {
        const message = `No pod has the labels ${show(selector)}.${nearestLabels(selector, pods)}`
        yield { resource, path, message }
      } else if (job) {
        const message = `It selects the pods of ${titleOf(job.resource)} too, which serves nothing: ${show(selector)}.`
        yield { resource, path, message }
      }
    }
  },
}
