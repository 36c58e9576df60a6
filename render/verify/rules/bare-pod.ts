import { ofKind, titleOf } from '../lookup.ts'
import type { Rule } from '../rule.ts'

export const barePod: Rule = {
  id: 'bare-pod',
  severity: 'error',
  title: 'Every pod belongs to a workload: no overlay brings a Pod or a ReplicaSet of its own.',
  why: 'A pod without a workload is not replaced when its node goes away, and the API server refuses most changes of it, so that the first new image fails the sync. A ReplicaSet takes a change and keeps its old pods. https://kubernetes.io/docs/concepts/workloads/pods/#pods-and-controllers',
  remediation: 'Make it a Deployment, a StatefulSet, a DaemonSet, a Job or a CronJob.',
  *check(subject) {
    for (const resource of ofKind(subject, 'Pod', 'ReplicaSet', 'ReplicationController'))
      yield {
        resource,
        path: ['kind'],
        message: `${titleOf(resource)} belongs to no workload: expected a Deployment, or another that makes its pods.`,
      }
  },
}
