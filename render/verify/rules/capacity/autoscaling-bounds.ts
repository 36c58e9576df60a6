import { at } from '../../../kubernetes/resource.ts'
import { ofKind, whole } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const autoscalingBounds: Rule = {
  id: 'autoscaling-bounds',
  severity: 'error',
  title: 'Every HPA has minReplicas ≥ 1 and minReplicas ≤ maxReplicas.',
  why: 'The API server rejects it, and the sync stops half-way. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/',
  remediation: 'Set `autoscaling.minReplicas` and `autoscaling.maxReplicas` of the service.',
  *check(subject) {
    for (const resource of ofKind(subject, 'HorizontalPodAutoscaler')) {
      const least = whole(at(resource, 'spec', 'minReplicas')) ?? 1
      const most = whole(at(resource, 'spec', 'maxReplicas'))
      const path = ['spec', 'minReplicas']
      if (least < 1) yield { resource, path, message: `minReplicas is ${least}: expected 1 or more.` }
      if (most !== undefined && most < least) {
        const message = `minReplicas ${least} is greater than maxReplicas ${most}.`
        yield {
          resource,
          path: at(resource, ...path) === undefined ? ['spec', 'maxReplicas'] : path,
          message,
        }
      }
    }
  },
}
