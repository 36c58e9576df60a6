import { barePod } from '../../../../render/verify/rules/workloads/bare-pod.ts'
import { mistakes } from '../../mistakes.ts'

const bare = (kind: string) => ({ apiVersion: 'v1', kind, metadata: { name: 'debug' }, spec: {} })

mistakes(barePod, 'minikube', [
  [
    'a pod left behind',
    [['Pod/debug', [], bare('Pod')]],
    [
      'Pod/debug kind: Pod/debug belongs to no workload; use a Deployment, StatefulSet, DaemonSet, Job or CronJob.',
    ],
  ],
  [
    'a ReplicaSet copied from the cluster',
    [['ReplicaSet/debug', [], bare('ReplicaSet')]],
    [
      'ReplicaSet/debug kind: ReplicaSet/debug belongs to no workload; use a Deployment, StatefulSet, DaemonSet, Job or CronJob.',
    ],
  ],
  ['workloads of every kind', [['DaemonSet/debug', [], bare('DaemonSet')]], []],
])
