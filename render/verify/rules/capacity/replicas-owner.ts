import { at } from '../../../kubernetes/resource.ts'
import { nameOf, ofKind, show, titleOf } from '../../lookup.ts'
import { autoscalersOf } from '../../replicas.ts'
import type { Rule } from '../../rule.ts'

export const replicasOwner: Rule = {
  id: 'replicas-owner',
  severity: 'error',
  needs: ['environment'],
  title: 'A workload sets replicas if and only if no HPA scales it.',
  why: 'With both, every sync undoes the scaling of the HPA; with neither, the API server defaults to 1: applying a manifest without replicas once dropped a live Deployment from 4 to 1. https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
  remediation: 'Set either `replicas` or `autoscaling` of the service in environment.yaml.',
  *check(subject) {
    for (const resource of ofKind(subject, 'Deployment', 'StatefulSet')) {
      const replicas = at(resource, 'spec', 'replicas') ?? undefined
      const autoscaler = autoscalersOf(subject, resource)[0]
      const path = ['spec', 'replicas']
      if (autoscaler && replicas !== undefined) {
        const message = `replicas is ${show(replicas)}, but HorizontalPodAutoscaler/${nameOf(autoscaler)} also sets it; remove replicas.`
        yield { resource, path, message }
      } else if (!autoscaler && replicas === undefined) {
        const message = `${titleOf(resource)} sets no replicas and has no HorizontalPodAutoscaler; set one of them.`
        yield { resource, path, message }
      }
    }
  },
}
