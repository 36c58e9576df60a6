import { ofKind, titleOf } from '../../lookup.ts'
import type { Rule } from '../../rule.ts'

export const barePod: Rule = {
  id: 'bare-pod',
  severity: 'error',
  title: 'Every pod belongs to a workload: no overlay contains a bare Pod or ReplicaSet.',
  why: 'A bare Pod is not replaced when its node fails, and the API server rejects most changes to it, so that the first new image fails the sync. A ReplicaSet accepts a change but keeps its old pods. https://kubernetes.io/docs/concepts/workloads/pods/#pods-and-controllers',
  remediation: 'Make it a Deployment, a StatefulSet, a DaemonSet, a Job or a CronJob.',
  *check(subject) {
    for (const resource of ofKind(subject, 'Pod', 'ReplicaSet', 'ReplicationController'))
      yield {
        resource,
        path: ['kind'],
        message: `${titleOf(resource)} belongs to no workload; use a Deployment, StatefulSet, DaemonSet, Job or CronJob.`,
      }
  },
}
