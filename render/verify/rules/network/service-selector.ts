import { at, entries, type Resource } from '../../../kubernetes/resource.ts'
import { selectsPlainly } from '../../../kubernetes/selector.ts'
import { nearestLabels } from '../../labels.ts'
import { endsByItself, nameOf, ofKind, podsOf, show, titleOf } from '../../lookup.ts'
import type { Rule, Subject } from '../../rule.ts'

export const serviceSelector: Rule = {
  id: 'service-selector',
  severity: 'error',
  title:
    'Every Service selects pods of a workload, of the one with its own name if there is one, and none of a Job.',
  why: 'A Service without endpoints refuses every connection, and one that selects a Job sends requests to it while it runs. https://kubernetes.io/docs/concepts/services-networking/service/#services-in-kubernetes',
  remediation: 'Select by the labels of the target pods.',
  *check(subject) {
    const pods = podsOf(subject)
    for (const resource of ofKind(subject, 'Service')) {
      const selector = at(resource, 'spec', 'selector')
      const path = ['spec', 'selector']
      if (entries(selector).length === 0) {
        // Without a selector its endpoints must be given, and here none are.
        if (at(resource, 'spec', 'type') !== 'ExternalName' && !hasEndpoints(subject, resource))
          yield { resource, path, message: 'It selects no pod and has no EndpointSlice.' }
        continue
      }
      const selected = pods.filter(({ labels }) => selectsPlainly(selector, labels))
      const job = selected.find((pod) => endsByItself(pod.resource))
      if (selected.length === 0) {
        const message = `No pod has the labels ${show(selector)}.${nearestLabels(selector, pods)}`
        yield { resource, path, message }
      } else if (job) {
        const message = `It also selects the pods of ${titleOf(job.resource)}, which serves no requests: ${show(selector)}.`
        yield { resource, path, message }
      } else {
        const own = pods.find((pod) => nameOf(pod.resource) === nameOf(resource))
        if (own && !endsByItself(own.resource) && !selected.includes(own))
          yield {
            resource,
            path,
            message: `It selects ${selected.map((pod) => titleOf(pod.resource)).join(', ')}, and not ${titleOf(own.resource)}: ${show(selector)}.`,
          }
      }
    }
  },
}

const hasEndpoints = (subject: Subject, service: Resource): boolean =>
  ofKind(subject, 'EndpointSlice').some(
    (each) => at(each, 'metadata', 'labels', 'kubernetes.io/service-name') === nameOf(service),
  )
