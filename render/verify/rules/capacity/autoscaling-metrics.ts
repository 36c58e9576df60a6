import { at, items } from '../../../kubernetes/resource.ts'
import { ofKind, show, whole } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

const HIGHEST = 95

export const autoscalingMetrics: Rule = {
  id: 'autoscaling-metrics',
  severity: 'error',
  title: `Every HPA targets CPU, targets no metric twice, and scales at ${HIGHEST} % utilization or below.`,
  why: 'Without a metric, Kubernetes applies a default; a target above the request scales too late or never. https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details',
  remediation: 'Set the metric and its averageUtilization.',
  *check(subject) {
    for (const resource of ofKind(subject, 'HorizontalPodAutoscaler')) {
      const metrics = items(at(resource, 'spec', 'metrics'))
      const path = ['spec', 'metrics']
      const names = metrics.map(
        (each) => at(each, 'resource', 'name') ?? at(each, 'containerResource', 'name'),
      )
      if (metrics.length === 0) yield { resource, path, message: 'It has no metric; add one.' }
      else if (metrics.every((each) => at(each, 'type') === 'Resource') && !names.includes('cpu'))
        yield { resource, path, message: `It targets ${names.join(', ')} only; add cpu.` }
      for (const [index, metric] of metrics.entries()) {
        const field = at(metric, 'resource') === undefined ? 'containerResource' : 'resource'
        const used = whole(at(metric, field, 'target', 'averageUtilization'))
        if (names[index] !== undefined && names.indexOf(names[index]) < index)
          yield {
            resource,
            path: [...path, index],
            message: `It targets ${show(names[index])} twice; remove one.`,
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
