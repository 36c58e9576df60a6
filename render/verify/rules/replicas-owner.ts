import { at } from '../../kubernetes/resource.ts'
import { nameOf, ofKind, show, titleOf } from '../lookup.ts'
import { autoscalersOf } from '../replicas.ts'
import type { Rule } from '../rule.ts'

export const replicasOwner: Rule = {
  id: 'replicas-owner',
  severity: 'error',
  needs: ['environment'],
  title: 'A workload with an autoscaler has no replicas, and one without has.',
  why: 'With both, every sync undoes what the autoscaler did; with neither, the cluster decides, and applying the manifest without replicas once dropped a live Deployment from 4 to 1. https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
  remediation: 'Say `replicas` or `autoscaling` of the service in environment.yaml.',
  *check(subject) {
    for (const resource of ofKind(subject, 'Deployment', 'StatefulSet')) {
      const replicas = at(resource, 'spec', 'replicas') ?? undefined
      const autoscaler = autoscalersOf(subject, resource)[0]
      const path = ['spec', 'replicas']
      if (autoscaler && replicas !== undefined) {
        const message = `replicas is ${show(replicas)}, and HorizontalPodAutoscaler/${nameOf(autoscaler)} decides it as well: expected none.`
        yield { resource, path, message }
      } else if (!autoscaler && replicas === undefined) {
        const message = `${titleOf(resource)} says no replicas, and no HorizontalPodAutoscaler does: expected a number.`
        yield { resource, path, message }
      }
    }
  },
}
