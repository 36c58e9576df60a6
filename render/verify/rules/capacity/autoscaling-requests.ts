import { type Container, containersOf, podTemplateOf } from '../../../kubernetes/pods.ts'
import { at, items, own } from '../../../kubernetes/resource.ts'
import { suggest } from '../../../problem/nearest.ts'
import { ofKind, show, text, titleOf } from '../../lookup.ts'
import { containerResources } from '../../pod-resources.ts'
import { scales } from '../../replicas.ts'
import type { Rule } from '../../rule.ts'

export const autoscalingRequests: Rule = {
  id: 'autoscaling-requests',
  severity: 'error',
  title: 'Every container of an autoscaled workload requests the resource whose utilization its HPA targets.',
  why: 'Utilization is a percentage of the request: if one container has no request, the HPA does not scale at all. https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  remediation: 'Set the request, or target an averageValue instead.',
  *check(subject) {
    for (const resource of ofKind(subject, 'HorizontalPodAutoscaler')) {
      const pod = subject.resources
        .filter((each) => scales(resource, each))
        .flatMap((each) => podTemplateOf(each) ?? [])[0]
      for (const [index, metric] of items(at(resource, 'spec', 'metrics')).entries()) {
        const field = METRICS.find((each) => at(metric, each) !== undefined)
        const measure = field && at(metric, field)
        if (!pod || field === undefined || at(measure, 'target', 'type') !== 'Utilization') continue
        const path = ['spec', 'metrics', index, field]
        // Init containers have ended by then, unless they are sidecars.
        const running = containersOf(pod).filter(
          ({ init, value }) => !init || at(value, 'restartPolicy') === 'Always',
        )
        const measured = measuredBy(measure, running)
        const names = running.map(({ name }) => name)
        if (measured.length === 0)
          yield {
            resource,
            path: [...path, 'container'],
            message: `${titleOf(pod.resource)} has no container ${show(at(measure, 'container'))}.${suggest(text(at(measure, 'container')) ?? '', names)}`,
          }
        const name = text(at(measure, 'name')) ?? ''
        const lacking = measured.find(
          (each) => own(containerResources(subject, each).requests, name) === undefined,
        )
        if (lacking)
          yield {
            resource,
            path: [...path, 'name'],
            message: `The container ${lacking.name} of ${titleOf(pod.resource)} has no request for ${name === '' ? 'that resource' : name}, whose utilization the HPA targets.`,
          }
      }
    }
  },
}

const METRICS = ['resource', 'containerResource'] as const

/** All containers, or the one that a ContainerResource metric names. */
const measuredBy = (measure: unknown, running: readonly Container[]): readonly Container[] => {
  const one = at(measure, 'container')
  return one === undefined ? running : running.filter(({ name }) => name === one)
}
