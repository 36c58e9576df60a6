import { at, items } from '../../kubernetes/resource.ts'
import { ofKind, show, whole } from '../lookup.ts'
import type { Rule } from '../rule.ts'

const HIGHEST = 95

export const autoscalingMetrics: Rule = {
  id: 'autoscaling-metrics',
  severity: 'error',
  title: `An autoscaler says what it measures, each once, CPU among it, and scales before ${HIGHEST} % are used.`,
  why: 'Without a metric Kubernetes chooses one; at more than what is requested it scales when it is too late, or never. https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details',
  remediation: 'State the metric and its averageUtilization.',
  *check(subject) {
    for (const resource of ofKind(subject, 'HorizontalPodAutoscaler')) {
      const metrics = items(at(resource, 'spec', 'metrics'))
      const path = ['spec', 'metrics']
      const names = metrics.map(
        (each) => at(each, 'resource', 'name') ?? at(each, 'containerResource', 'name'),
      )
      if (metrics.length === 0) yield { resource, path, message: 'It measures nothing: expected a metric.' }
      else if (metrics.every((each) => at(each, 'type') === 'Resource') && !names.includes('cpu'))
        yield { resource, path, message: `It measures ${names.join(', ')} alone: expected cpu as well.` }
      for (const [index, metric] of metrics.entries()) {
        const field = at(metric, 'resource') === undefined ? 'containerResource' : 'resource'
        const used = whole(at(metric, field, 'target', 'averageUtilization'))
        if (names[index] !== undefined && names.indexOf(names[index]) < index)
          yield {
            resource,
            path: [...path, index],
            message: `It measures ${show(names[index])} twice: expected once.`,
          }
        if (used !== undefined && (used > HIGHEST || used < 10))
          yield {
            resource,
            path: [...path, index, field, 'target', 'averageUtilization'],
            message: `It scales at ${used} % of the request: expected 10 to ${HIGHEST}.`,
          }
      }
    }
  },
}
